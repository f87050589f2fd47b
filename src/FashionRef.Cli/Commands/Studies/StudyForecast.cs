using System.Diagnostics;
using FashionRef.Cli.Options;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Compiled;
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
        Dictionary<(int, ModelSource?, string, int, int), (double Step, double Image)> speeds = [];
        foreach (PlannedRun run in plan.Runs.Take(plan.Study.Experiments.Count))
        {
            RunSettings settings = run.Settings;
            (int, ModelSource?, string, int, int) kind = (settings.Model, settings.File, settings.Engine, settings.BatchSize, settings.Threads);
            if (!speeds.TryGetValue(kind, out (double Step, double Image) speed))
            {
                speed = plan.ModelOf(run)?.File is { } file ? Measure(run, file, cancellationToken) : Measure(settings, cancellationToken);
                speeds[kind] = speed;
            }

            int steps = EpochBatches.CountOf(run.Data.TrainCount - (settings.HeldOut ?? 0), settings.BatchSize);
            seconds[run.Experiment] = settings.Epochs * ((steps * speed.Step) + ((settings.HeldOut ?? run.Data.TestCount) * speed.Image));
        }

        int comparisons = plan.Comparisons.Count;
        return new StudyForecast(
            jobs,
            seconds,
            seconds.Values.Sum() * plan.Seeds.Count / jobs,
            comparisons == 0 ? null : StudyPower.SmallestP(plan.Seeds.Count, comparisons),
            [.. plan.Comparisons.Select(comparison => Difference(plan, comparison))]);
    }

    private static (double Step, double Image) Measure(RunSettings settings, CancellationToken cancellationToken)
    {
        BuiltModel model = NotebookModels.Get(settings.Model).Build();
        using ITrainer trainer = InstalledEngines.Create(settings.Engine, settings.Threads).CreateTrainer(
            model, settings.Loss, new Adam(settings.LearningRate), TrainerState.Initial(model, InitialWeights.Create(model, settings)));
        return Measure(trainer, model, settings.BatchSize, cancellationToken);
    }

    private static (double Step, double Image) Measure(PlannedRun run, CompiledFile file, CancellationToken cancellationToken)
    {
        using ICompiledTrainer trainer = TrainerOf(run, file);
        return Measure(trainer, file.Compiled.Model, run.Settings.BatchSize, cancellationToken);
    }

    private static ICompiledTrainer TrainerOf(PlannedRun run, CompiledFile file)
    {
        RunSettings settings = run.Settings;
        IEngine engine = InstalledEngines.Create(settings.Engine, settings.Threads);
        TrainerState state = new(InitialWeights.Create(file.Compiled.Model, settings.Seed, engine.Precision), [], [], 0);
        try
        {
            return engine.CreateTrainer(file.Compiled, state, (ulong)settings.Seed, settings.File!.PixelDivisor);
        }
        catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
        {
            throw new FashionRefException(fault.Kind, $"In the experiment '{run.Experiment}': {fault.Message}", fault);
        }
    }

    /// <summary>Refuses Keras files that their engine does not train: else the first of their runs would end all others.</summary>
    /// <param name="plan">The study's runs.</param>
    /// <exception cref="FashionRefException">There is one (bad request), or an engine cannot be loaded (machine cannot).</exception>
    public static void RequireTrainers(StudyPlan plan)
    {
        foreach (PlannedRun run in plan.Runs.Take(plan.Study.Experiments.Count).DistinctBy(run => (run.Settings.File, run.Settings.Engine)))
        {
            if (plan.ModelOf(run)?.File is { } file)
            {
                TrainerOf(run, file).Dispose();
            }
        }
    }

    // On black images: how long a step takes does not depend on what they show.
    private static (double Step, double Image) Measure(ITrainer trainer, BuiltModel model, int batchSize, CancellationToken cancellationToken)
    {
        byte[] pixels = new byte[batchSize * FashionMnist.Height * FashionMnist.Width];
        byte[] labels = new byte[batchSize];
        byte[] test = new byte[MeasuredImages * FashionMnist.Height * FashionMnist.Width];
        double[] logits = new double[MeasuredImages * model.ClassCount];
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
        RunSettings[] both = [.. new[] { comparison.With, comparison.Experiment }.Select(name => plan.Runs.First(run => run.Experiment == name).Settings)];
        RunSettings settings = both[0];
        string file = Path.Combine(CommonOptions.OwnExpectations(), SeedRunsFile.Name(KnownEngines.Exact, new ExpectationKey(settings.Model, null, Shuffle.Anew)));
        if (both.Any(own => own.File is not null || own.HeldOut is not null) || settings.Epochs != Notebook.Epochs || !File.Exists(file))
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
