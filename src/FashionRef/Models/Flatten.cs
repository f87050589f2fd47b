namespace FashionRef.Models;

/// <summary>Flattens all axes into one, the last axis fastest: height, width, channel.</summary>
public sealed record Flatten : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Shape.Of(input.Count);
    }
}
