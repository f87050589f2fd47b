using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Harms.Ports;

/// <summary>Mistakes in loss, optimizer and fit.</summary>
internal static class TrainingDeviations
{
    public static IEnumerable<Deviation> All =>
    [
        Steps("softmax twice", right => right with
        {
            Loss = (logits, classes) => functional.cross_entropy(logits.softmax(1), classes),
        }),
        Steps("loss of clipped probabilities", right => right with
        {
            Loss = (logits, classes) => TorchLoss.Mean(CrossEntropy.OfClippedProbabilities, logits, classes),
        }),
        Steps("loss summed over the batch", right => right with
        {
            Loss = (logits, classes) => functional.cross_entropy(logits, classes, reduction: Reduction.Sum),
        }),
        Steps("loss seen after the step", right => right with { LooksAfterTheStep = true }),
        Steps("gradient summed over the batch", right => right with { Gradient = (gradient, _, _) => gradient.Times(128) }),
        Steps("gradient of the step before not cleared", right => right with
        {
            Gradient = (gradient, _, last) => last is null ? gradient : gradient.Plus(last),
        }),
        Steps("gradient clipped to norm 1", right => right with { Gradient = (gradient, _, _) => gradient.Times(1 / Math.Max(1, Norm(gradient))) }),
        Steps("L2 of 1e-4 left in", right => right with { Gradient = (gradient, weight, _) => gradient.Plus(weight.Times(2e-4)) }),

        Steps("learning rate 0.05", right => right with { Settings = adam => adam with { LearningRate = 0.05 } }),
        Steps("learning rate 0.001", right => right with { Settings = adam => adam with { LearningRate = 0.001 } }),
        Steps("beta2 0.99", right => right with { Settings = adam => adam with { Beta2 = 0.99 } }),
        Steps("Adam's epsilon 1e-8", right => right with { Settings = adam => adam with { Epsilon = 1e-8 } }),
        Steps("Adam's epsilon in PyTorch's place", right => right with { Update = PyTorchUpdate }),
        Steps("no bias correction", right => right with { StepSize = (adam, _, _) => adam.LearningRate }),
        Steps("steps counted from zero in the bias correction", right => right with
        {
            StepSize = (adam, step, precision) => adam.StepSize(Math.Max(1, step - 1), precision),
        }),
        Steps("beta powers in double where float32 is meant", right => right with
        {
            StepSize = (adam, step, _) => adam.StepSize(step, Precision.Float64),
        }),
        Steps("decoupled weight decay of 0.004", right => right with { Update = Decaying(0.004) }),

        Fit("no shuffle", right => right with { Order = (count, _, _) => [.. Enumerable.Range(0, count)] }),
        Fit("the same shuffle every epoch", right => right with { Order = (count, seed, _) => EpochShuffle.Order(count, seed, 1) }),
        Fit("images drawn with replacement", right => right with
        {
            Order = (count, seed, epoch) => [.. Enumerable.Range(0, count).Select(i => (int)(SplitMix64.Bits(seed, epoch, (uint)i) % (ulong)count))],
        }),
        Fit("the last short batch dropped", right => right with { Batches = (order, size) => order.Chunk(size).Where(batch => batch.Length == size) }),
        Fit("the last short batch padded", right => right with
        {
            Batches = (order, size) => order.Chunk(size).Select(batch => (int[])[.. batch, .. order.Take(size - batch.Length)]),
        }),
        Fit("the mean of batch means as the epoch's loss", right => right with { EpochLoss = batches => batches.Average(batch => batch.Loss) }),
    ];

    private static Deviation Steps(string name, Func<PortedSteps, PortedSteps> mistake) =>
        new(name, new Port { Steps = mistake(new PortedSteps()) });

    private static Deviation Fit(string name, Func<FitSteps, FitSteps> mistake) => new(name, new Port { Fit = mistake(new FitSteps()) });

    private static double Norm(Tensor gradient) => Math.Sqrt(TorchLayout.ToArray((gradient * gradient).sum())[0]);

    // w -= lr / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + epsilon): the epsilon inside the bias correction.
    private static void PyTorchUpdate(Adam adam, double stepSize, long step, Tensor weight, Tensor gradient, Tensor first, Tensor second)
    {
        double correction2 = Math.Sqrt(1 - Math.Pow(adam.Beta2, step));
        first.AddInPlace(gradient - first, 1 - adam.Beta1);
        second.AddInPlace((gradient * gradient) - second, 1 - adam.Beta2);
        Tensor root = second.sqrt().Times(1 / correction2).Plus(adam.Epsilon);
        weight.sub_(first.Times(stepSize / correction2).div_(root));
    }

    /// <summary>Adam's step behind a decay of the weight, as AdamW's.</summary>
    /// <param name="decay">Of the weight, times the learning rate.</param>
    internal static UpdateRule Decaying(double decay) => (adam, stepSize, _, weight, gradient, first, second) =>
    {
        weight.MultiplyInPlace(1 - (adam.LearningRate * decay));
        TorchAdam.Update(adam, stepSize, weight, gradient, first, second);
    };
}
