using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Harms.Ports;

/// <summary>
/// What a port computes, piece by piece, so that one piece can be replaced by a mistake. As it stands it is right: the checks hold
/// that before they judge a mistake.
/// </summary>
internal sealed record PortedSteps
{
    /// <summary>Images <c>[batch, channels, height, width]</c> of pixels 0 to 255, before the first layer.</summary>
    public Func<Tensor, Tensor> Images { get; init; } = images => images;

    /// <summary>A convolution's kernel <c>[out, in, height, width]</c>.</summary>
    public Func<Tensor, Tensor> Kernel { get; init; } = kernel => kernel;

    /// <summary>Rows and columns of zeros around the input of a 3 x 3 convolution with padding 'same'.</summary>
    public Func<Tensor, Tensor> Pad { get; init; } = activations => functional.pad(activations, [1, 1, 1, 1]);

    /// <summary>Pooling of 2 x 2.</summary>
    public Func<Tensor, Tensor> Pool { get; init; } = activations => functional.max_pool2d(activations, [2, 2]);

    /// <summary>From <c>[batch, channels, height, width]</c> to <c>[batch, all]</c>.</summary>
    public Func<Tensor, Tensor> Flatten { get; init; } = TorchLayout.Flatten;

    /// <summary>The bias of a hidden dense layer.</summary>
    public Func<Tensor, Tensor> HiddenBias { get; init; } = bias => bias;

    /// <summary>What comes out of a hidden dense layer in training.</summary>
    public Func<Tensor, Tensor> Hidden { get; init; } = activations => activations;

    /// <summary>Whether a ReLU in front of a batch normalization waits until after it.</summary>
    public bool NormalizesBeforeRelu { get; init; }

    /// <summary>Whether batch normalization takes the batch's own mean and variance in training.</summary>
    public bool TrainsOnBatchStatistics { get; init; } = true;

    /// <summary>Whether it does so for predictions.</summary>
    public bool PredictsOnBatchStatistics { get; init; }

    /// <summary>The variance that the moving average takes, from the biased one and the number of samples.</summary>
    public Func<Tensor, long, Tensor> MovingVariance { get; init; } = (variance, _) => variance;

    /// <summary>The loss of logits and right classes.</summary>
    public Func<Tensor, Tensor, Tensor> Loss { get; init; } = (logits, classes) => TorchLoss.Mean(CrossEntropy.OfLogits, logits, classes);

    /// <summary>Whether loss and right answers are seen after the step instead of before.</summary>
    public bool LooksAfterTheStep { get; init; }

    /// <summary>The gradient that the optimizer sees, from the loss's gradient, the weight and the gradient of the step before.</summary>
    public Func<Tensor, Tensor, Tensor?, Tensor> Gradient { get; init; } = (gradient, _, _) => gradient;

    /// <summary>The optimizer's settings.</summary>
    public Func<Adam, Adam> Settings { get; init; } = adam => adam;

    /// <summary>The optimizer's step size at a step.</summary>
    public Func<Adam, long, Precision, double> StepSize { get; init; } = (adam, step, precision) => adam.StepSize(step, precision);

    /// <summary>How a weight moves.</summary>
    public UpdateRule Update { get; init; } = (adam, stepSize, _, weight, gradient, first, second) =>
        TorchAdam.Update(adam, stepSize, weight, gradient, first, second);

    /// <summary>The limit of a kernel's uniform start.</summary>
    public Func<Shape, double> KernelLimit { get; init; } = FashionRef.Training.InitialWeights.GlorotLimit;

    /// <summary>A kernel as the port starts from it; other weights stay.</summary>
    /// <param name="right">The right one.</param>
    public WeightValues Start(WeightValues right)
    {
        double factor = right.Shape.Rank < 2 ? 1 : KernelLimit(right.Shape) / FashionRef.Training.InitialWeights.GlorotLimit(right.Shape);
        return factor == 1 ? right : right with { Values = [.. right.Values.Select(value => value * factor)] };
    }

    /// <summary>Whether the initial weights and what is predicted from weights are right, whatever a step in training does.</summary>
    public bool BeginRight => this == new PortedSteps
    {
        Hidden = Hidden,
        TrainsOnBatchStatistics = TrainsOnBatchStatistics,
        MovingVariance = MovingVariance,
        Loss = Loss,
        LooksAfterTheStep = LooksAfterTheStep,
        Gradient = Gradient,
        Settings = Settings,
        StepSize = StepSize,
        Update = Update,
    };
}
