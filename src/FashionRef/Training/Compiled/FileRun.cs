using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Formats.Keras;
using FashionRef.Training.Checkpoints;
using FashionRef.Training.Runs;

namespace FashionRef.Training.Compiled;

/// <summary>One training of a model from a file, with a checkpoint after every epoch; all that it leaves are files of Keras.</summary>
/// <param name="settings">The settings that determine the run's bits.</param>
/// <param name="file">The model, and what training starts from.</param>
/// <param name="engine">Computes it.</param>
/// <param name="data">The training and test images.</param>
/// <param name="folder">The run's folder, with its checkpoint.</param>
/// <param name="time">Measures the epochs.</param>
public sealed class FileRun(RunSettings settings, CompiledFile file, IEngine engine, Dataset data, RunFolder folder, TimeProvider time)
{
    private readonly CompiledModel _compiled = file.Compiled;

    /// <summary>What it does beside training.</summary>
    public FitChoices Choices { get; init; } = new();

    /// <summary>The epoch after which it was stopped early; null where it was not.</summary>
    public int? StoppedAfter { get; private set; }

    /// <summary>Trains to the last epoch, or until nothing has become better for long.</summary>
    /// <param name="resume">Continue from the folder's checkpoint, if there is one; otherwise start again and delete old results.</param>
    /// <param name="callback">Called after every step; null for none.</param>
    /// <param name="cancellationToken">Stops the training after the current step; the last checkpoint stays.</param>
    /// <exception cref="FashionRefException">
    /// A loss, a weight or an output is not finite (check failed), the checkpoint or the images do not fit (2), or a file cannot be written (3).
    /// </exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public CompletedRun Execute(bool resume = false, IFitCallback? callback = null, CancellationToken cancellationToken = default)
    {
        callback ??= new CallbackList();
        TrainingChecks.RequireBatch(_compiled, settings.BatchSize);
        TrainingChecks.RequireImages(_compiled, data);
        TrainerState first = file.State ?? new TrainerState(InitialWeights.Create(_compiled.Model, settings, engine.Precision), [], [], 0);
        bool goesOn = resume && File.Exists(folder.Checkpoint);
        FileCheckpoint start = goesOn ? FileCheckpoint.Read(folder.Checkpoint, settings, file) : new FileCheckpoint(settings, [], first);
        folder.Clear(keepCheckpoint: goesOn);
        using ICompiledTrainer trainer = engine.CreateTrainer(_compiled, start.State, (ulong)settings.Seed, settings.File!.PixelDivisor);
        FitLoop fit = new(trainer, data, settings, Test, time) { EpochsBefore = EpochsBefore(first) };
        List<EpochMetrics> history = [.. start.History];
        TestResult? test = null;
        while (history.Count < settings.Epochs && !IsStale(history))
        {
            (EpochMetrics metrics, test) = fit.RunEpoch(history.Count + 1, callback, cancellationToken);
            history.Add(metrics);
            TrainerState state = trainer.GetState();
            Divergence.ThrowIfIn(state, metrics.Epoch, settings);
            new FileCheckpoint(settings, history, state).Write(folder.Checkpoint, file, time.GetLocalNow());
            if (Choices.SavesBest && Best(history) == history.Count)
            {
                file.With(state).Save(folder.BestModelFile, KerasFileKind.Archive, time.GetLocalNow());
            }

            callback.OnEpochEnd(metrics, fit.StepsPerEpoch);
        }

        StoppedAfter = IsStale(history) ? history.Count : null;

        // The weights may become their moving averages, and a resumed run may have finished all its epochs before.
        trainer.EndFit();
        test = test is null || _compiled.Optimizer.EmaMomentum is not null ? Test(cancellationToken) : test;
        TrainerState end = trainer.GetState();
        file.With(end).Save(folder.ModelFile, KerasFileKind.Archive, time.GetLocalNow());
        return new CompletedRun(settings with { Epochs = history.Count }, _compiled.Model, history, end, test) { InitialWeights = first.Weights };

        TestResult Test(CancellationToken cancellation) => FileTest.Of(trainer, _compiled, engine, settings.File!.PixelDivisor, data.Test, cancellation);
    }

    // Shuffles go on where an earlier training with the same batches ended.
    private int EpochsBefore(TrainerState first) =>
        (int)(first.Step / EpochBatches.CountOf(data.Train.Count, settings.BatchSize) % (EpochShuffle.LargestEpoch - settings.Epochs));

    private bool IsStale(List<EpochMetrics> history) => Choices.Patience is { } patience && history.Count > 0 && history.Count - Best(history) >= patience;

    // The first epoch with the least loss.
    private static int Best(List<EpochMetrics> history) => history.MinBy(epoch => epoch.ValLoss)!.Epoch;
}
