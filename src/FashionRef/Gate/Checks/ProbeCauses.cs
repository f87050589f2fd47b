using FashionRef.Data;
using FashionRef.Probes;

namespace FashionRef.Gate.Checks;

/// <summary>Likely causes of other answers to probes: what is right up to the first difference rules the others out.</summary>
internal static class ProbeCauses
{
    private const double RoundingOfAProbability = 1e-4;

    /// <summary>Of other steps.</summary>
    /// <param name="reference">What right programs answer.</param>
    /// <param name="differences">At least one.</param>
    /// <param name="states">The states that are off, by how many steps they have behind them.</param>
    public static string OfSteps(ProbeReference reference, IReadOnlyList<ProbeDifference> differences, IReadOnlyList<int> states)
    {
        ProbeDifference first = differences[0];
        bool hasLoss = differences.Any(difference => difference.Measure == ProbeMeasure.Loss);
        return states.All(ProbePlan.EpochEnds.Contains) ? "an epoch's last, smaller batch: its mean is over its own 96 images, in the loss and in the gradient"
            : states.Count == reference.Points.Count - 1 && !states.Contains(0) ? "the count of steps, which Adam's bias correction takes from the state: the first step from a state after 100 steps is number 101"
            : first.Measure == ProbeMeasure.Loss && first.Step == first.Point + 1 ? "the forward pass, the loss or the images' scale: the same weights and batch give another loss before any step"
            : first.Measure == ProbeMeasure.Loss ? "the gradients or the optimizer's step (learning rate, betas, epsilon): the first loss is right, a later one is not"
            : !hasLoss && differences.All(difference => difference.What.Contains("moving_", StringComparison.Ordinal)) ? "batch normalization's moving averages: their momentum, or how the variance is divided"
            : !hasLoss && differences.All(difference => !difference.What.Contains("adam/", StringComparison.Ordinal)) ? "a change of the weights beside Adam's: weight decay, rounding of the weights, a frozen weight"
            : "the gradients, or the optimizer's step or moments";
    }

    /// <summary>Of other answers for the test images.</summary>
    /// <param name="model">1 or 2.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="differences">At least one.</param>
    public static string OfTests(int model, ProbeAnswers answers, IReadOnlyList<ProbeDifference> differences) =>
        differences.All(difference => difference.Measure == ProbeMeasure.Told) ? "how accuracy or loss are taken from the logits: both are means over all 10,000 images"
        : answers.Tests.All(test => LooksLikeProbabilities(test.Logits)) ? "probabilities in the place of logits: give the inputs of the last softmax"
        : model == 2 ? "the test images, their scale or order, or a prediction's forward pass (batch normalization's moving averages)"
        : "the test images, their scale or order, or the forward pass";

    private static bool LooksLikeProbabilities(double[] logits) => logits.Length > 0
        && logits.Chunk(FashionMnist.ClassNames.Count).All(row => Math.Abs(row.Sum() - 1) < RoundingOfAProbability);
}
