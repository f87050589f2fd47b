namespace FashionRef.Models;

/// <summary>
/// The maximum of every window of <c>[height, width, channels]</c>; windows do not overlap, and rows or columns that
/// fill no window are left out. In the backward pass the first of equal maxima, row by row, gets the gradient.
/// </summary>
/// <param name="PoolSize">Height, width and stride of the window in pixels, at least 1.</param>
public sealed record MaxPooling2D(int PoolSize) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequireRank(input, 3, "Put it before Flatten.");
        if (input[0] < PoolSize || input[1] < PoolSize)
        {
            throw Unfit(input, $"A window of {PoolSize} needs at least as many rows and columns.");
        }

        return Shape.Of(input[0] / PoolSize, input[1] / PoolSize, input[2]);
    }
}
