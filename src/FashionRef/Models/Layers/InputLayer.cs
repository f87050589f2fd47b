using System.Text;

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

/// <summary>
/// A layer that only acts in training and gives its input back in inference: Dropout and its kin, noise, and the Random… layers
/// that change images.
/// </summary>
/// <param name="ClassName">Keras' class name.</param>
public sealed record TrainingOnly(string ClassName) : Layer
{
    /// <summary>The share that a dropout leaves out; 0 for others.</summary>
    public double Rate { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Rate), Rate, 0.0));

    /// <inheritdoc/>
    public override string TypeName => ClassName;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}
