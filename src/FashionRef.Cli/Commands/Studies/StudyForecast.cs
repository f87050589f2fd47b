using System.Diagnostics;
using FashionRef.Cli.Options;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>How long a study takes on this machine, and what it can find.</summary>
/// <param name="Jobs">How many runs are made at once.</param>
/// <param name="RunSeconds">How long a run of each experiment takes, from the speed of some steps here.</param>
/// <param name="Seconds">How long all runs take together.</param>
/// <param name="SmallestP">The smallest p that a comparison can have; null without comparisons.</param>
/// <param name="Differences">What each comparison would find.</param>
internal sealed record StudyForecast(
    int Jobs, IReadOnlyDictionary<string, double> RunSeconds, double Seconds, double? SmallestP, IReadOnlyList<ExpectedDifference> Differences)
{
    private const int MeasuredSteps = 10;
    private const int MeasuredImages = 500;

    /// <summary>Measures the speed of each kind of run and asks the stored runs for the spread of the figure.</summary>
    /// <param name="plan">The study's runs.</param>
    /// <param name="jobs">How many are made at once.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    /// <exception cref="FashionRefException">An engine is not in this program (bad request), or cannot be loaded (machine cannot).</exception>
    public static StudyForecast Of(StudyPlan plan, int jobs, CancellationToken cancellationToken)
    {
        Dictionary<string, double> seconds = [];
        Dictionary<(int, string, int, int), (double Step, double Image)> speeds = [];
        foreach (PlannedRun run in plan.Runs.Take(plan.Study.Experiments.Count))
        {
            RunSettings settings = run.Settings;
            if (!speeds.TryGetValue((settings.Model, settings.Engine, settings.BatchSize, settings.Threads), out (double Step, double Image) speed))
            {
                speed = Measure(settings, cancellationToken);
                speeds[(settings.Model, settings.Engine, settings.BatchSize, settings.Threads)] = speed;
            }

            int steps = EpochBatches.CountOf(run.Data.TrainCount, settings.BatchSize);
            seconds[run.Experiment] = settings.Epochs * ((steps * speed.Step) + (run.Data.TestCount * speed.Image));
        }

        int comparisons = plan.Comparisons.Count;
        return new StudyForecast(
            jobs,
            seconds,
            seconds.Values.Sum() * plan.Seeds.Count / jobs,
            comparisons == 0 ? null : StudyPower.SmallestP(plan.Seeds.Count, comparisons),
            [.. plan.Comparisons.Select(comparison => Difference(plan, comparison))]);
    }

    // On black images: how long a step takes does not depend on what they show.
    private static (double Step, double Image) Measure(RunSettings settings, CancellationToken cancellationToken)
    {
        BuiltModel model = NotebookModels.Get(settings.Model).Build();
        byte[] pixels = new byte[settings.BatchSize * FashionMnist.Height * FashionMnist.Width];
        byte[] labels = new byte[settings.BatchSize];
        byte[] test = new byte[MeasuredImages * FashionMnist.Height * FashionMnist.Width];
        double[] logits = new double[MeasuredImages * model.ClassCount];
        using ITrainer trainer = InstalledEngines.Create(settings.Engine, settings.Threads).CreateTrainer(
            model, settings.Loss, new Adam(settings.LearningRate), TrainerState.Initial(model, InitialWeights.Create(model, settings)));
        return (
            Timed(() => trainer.TrainStep(pixels, labels), MeasuredSteps, cancellationToken),
            Timed(() => trainer.Predict(test, logits, cancellationToken), 1, cancellationToken) / MeasuredImages);
    }

    // The first time does not count: code is compiled and memory taken.
    private static double Timed(Action work, int times, CancellationToken cancellationToken)
    {
        work();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / times;
    }

    private static ExpectedDifference Difference(StudyPlan plan, StudyComparison comparison)
    {
        RunSettings settings = plan.Runs.First(run => run.Experiment == comparison.With).Settings;
        string file = Path.Combine(CommonOptions.OwnExpectations(), SeedRunsFile.Name(KnownEngines.Exact, settings.Model, Shuffle.Anew));
        if (settings.Epochs != Notebook.Epochs || !File.Exists(file))
        {
            return new ExpectedDifference(comparison.Experiment, comparison.With, null);
        }

        double[] figures = [.. SeedRunsFile.Read(file).Plain.Where(run => run.HasLearned).Select(run => StudyFigures.Of(plan.Study.Figure, run.Metrics))];

        // As if the two runs of a seed had nothing in common; in truth they have, so the spread is smaller.
        double spread = Math.Sqrt(2) * MathNet.Numerics.Statistics.Statistics.StandardDeviation(figures);
        return new ExpectedDifference(
            comparison.Experiment, comparison.With, StudyPower.SmallestDifference(spread, plan.Seeds.Count, plan.Comparisons.Count));
    }
}

/// <summary>What a comparison would find.</summary>
/// <param name="Experiment">The name of one experiment.</param>
/// <param name="With">The name of the other.</param>
/// <param name="Smallest">
/// The difference of the figure that it would find in four of five such studies, were the runs of a seed independent; null where the spread
/// is unknown.
/// </param>
internal sealed record ExpectedDifference(string Experiment, string With, double? Smallest);
