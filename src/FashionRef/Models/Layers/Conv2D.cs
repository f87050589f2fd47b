using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary>A convolution (cross-correlation, as in Keras) over <c>[height, width, channels]</c> with stride 1.</summary>
/// <param name="Filters">Output channels, at least 1.</param>
/// <param name="KernelSize">Height and width of the kernel in pixels, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
/// <param name="Padding">What happens at the border.</param>
public sealed record Conv2D(int Filters, int KernelSize, Activation Activation, Padding Padding) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequireRank(input, 3, "Put it before Flatten.");
        int lost = Padding switch
        {
            Padding.Same => 0,
            Padding.Valid => KernelSize - 1,
            _ => throw new FashionRefException(
                FaultKind.BadRequest, $"{TypeName} got the padding {Padding}. Legal are {Padding.Same} and {Padding.Valid}."),
        };
        if (input[0] <= lost || input[1] <= lost)
        {
            throw Unfit(input, $"A kernel of {KernelSize} needs at least as many rows and columns, or padding 'same'.");
        }

        return Shape.Of(input[0] - lost, input[1] - lost, Filters);
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return
        [
            new("kernel", Shape.Of(KernelSize, KernelSize, input[2], Filters), Initializer.GlorotUniform),
            new("bias", Shape.Of(Filters), Initializer.Zeros),
        ];
    }
}

/// <summary>A convolution's padding, by Keras' names.</summary>
public enum Padding
{
    /// <summary>The kernel stays inside: the output is smaller by the kernel's size less one.</summary>
    Valid,

    /// <summary>Zeros around the input, the smaller half before: the output has the input's height and width.</summary>
    Same,
}
