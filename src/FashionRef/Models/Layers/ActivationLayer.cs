using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="Function">The function.</param>
public sealed record ActivationLayer(Activation Function) : Layer
{
    /// <inheritdoc/>
    public override string TypeName => nameof(Activation);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Function is Activation.Softmax or Activation.LogSoftmax)
        {
            RequireAxis(input);
        }

        return input;
    }
}

/// <summary><c>x &gt;= threshold ? min(x, max) : slope·(x - threshold)</c>.</summary>
/// <param name="MaxValue">The largest output; infinite for no limit.</param>
/// <param name="NegativeSlope">At least 0.</param>
/// <param name="Threshold">At least 0.</param>
public sealed record ReLU(double MaxValue = double.PositiveInfinity, double NegativeSlope = 0, double Threshold = 0) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}

/// <summary><c>x &gt; 0 ? x : slope·x</c>; the slope is a float32 in every precision, as in Keras.</summary>
/// <param name="NegativeSlope">Any number.</param>
public sealed record LeakyReLU(double NegativeSlope = 0.3) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}

/// <summary><c>x &gt; 0 ? x : alpha·(exp(x) - 1)</c>.</summary>
/// <param name="Alpha">Any number.</param>
public sealed record ELU(double Alpha = 1) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}

/// <summary><c>x &gt; 0 ? x : alpha·x</c> with an alpha for each position, learnt in training.</summary>
/// <param name="SharedAxes">Axes along which alpha is the same, counted from the batch axis.</param>
public sealed record PReLU(ImmutableArray<int> SharedAxes) : Layer
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(SharedAxes), SharedAxes, null));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = Weights(input);
        return input;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int[] shared = [.. SharedAxes.Select(axis => OwnAxis(input, axis))];
        return [new("alpha", Shape.Of([.. input.Dimensions.Select((size, axis) => shared.Contains(axis) ? 1 : size)]), Initializer.Zeros)];
    }
}

/// <summary><c>exp(x - max) / sum</c> over one axis.</summary>
/// <param name="Axis">Counted from the batch axis, or from the last one if negative.</param>
public sealed record Softmax(int Axis = -1) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = OwnAxis(input);
        return input;
    }

    /// <summary>The axis, counted without the batch from 0.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public int OwnAxis(Shape input) => OwnAxis(input, Axis);
}
