namespace FashionRef.Models.Layers;

/// <summary>The input of a functional model; it computes nothing.</summary>
/// <param name="Shape">Of one sample; null where any is taken.</param>
public sealed record InputLayer(Shape? Shape) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Shape is null || input == Shape
        ? input
        : throw Unfit(input, $"It takes inputs of shape {Shape}.");
}
