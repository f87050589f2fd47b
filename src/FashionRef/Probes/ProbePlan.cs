using System.Collections.Immutable;
using FashionRef.Data;
using FashionRef.Training;

namespace FashionRef.Probes;

/// <summary>Where training is probed: the states of one run, each with the batches that follow it.</summary>
public static class ProbePlan
{
    /// <summary>How many steps a probe takes.</summary>
    public const int StepsPerProbe = 5;

    /// <summary>The seed of the run whose states are probed.</summary>
    public const int Seed = 1;

    /// <summary>
    /// The states, by how many steps they have behind them: at first they change fast, later slowly. Behind 464 and 4685 an epoch's last five
    /// steps follow, of which the last is smaller.
    /// </summary>
    public static ImmutableArray<int> Steps { get; } =
        [0, 1, 2, 5, 10, 20, 50, 100, 200, 464, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 4685];

    /// <summary>The states whose fifth step is an epoch's last, smaller one.</summary>
    public static ImmutableArray<int> EpochEnds { get; } = [.. Steps.Where(step => (step + StepsPerProbe) % StepsPerEpoch == 0)];

    /// <summary>The states whose answers for the test images are asked for: after about one epoch and at the end.</summary>
    public static ImmutableArray<int> AnsweredSteps { get; } = [464, 4685];

    private static int StepsPerEpoch => EpochBatches.CountOf(FashionMnist.TrainCount, Notebook.BatchSize);

    /// <summary>The training images of a step's batch.</summary>
    /// <param name="step">How many steps lie before it, from 0.</param>
    public static int[] Batch(int step)
    {
        int[] order = EpochShuffle.Order(FashionMnist.TrainCount, Seed, 1 + (step / StepsPerEpoch));
        int start = step % StepsPerEpoch * Notebook.BatchSize;
        return order[start..Math.Min(start + Notebook.BatchSize, order.Length)];
    }
}
