using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training.Checkpoints;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>One training of one model with one seed on one engine, with a checkpoint after every epoch.</summary>
/// <param name="settings">The settings that determine the run's bits.</param>
/// <param name="model">The model.</param>
/// <param name="engine">Computes it.</param>
/// <param name="data">The training and test images.</param>
/// <param name="folder">The run's folder, with its checkpoint.</param>
/// <param name="time">Measures the epochs.</param>
public sealed class TrainingRun(
    RunSettings settings,
    BuiltModel model,
    IEngine engine,
    Dataset data,
    RunFolder folder,
    TimeProvider time)
{
    /// <summary>Trains to the last epoch.</summary>
    /// <param name="resume">Continue from the folder's checkpoint, if there is one; otherwise start again and delete old results.</param>
    /// <param name="callback">Called after every step; null for none.</param>
    /// <param name="cancellationToken">Stops the training after the current step; the last checkpoint stays.</param>
    /// <exception cref="FashionRefException">
    /// A loss, a weight or a logit is not finite (check failed), the checkpoint does not fit (2), or a file cannot be written (3).
    /// </exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public CompletedRun Execute(bool resume = false, IFitCallback? callback = null, CancellationToken cancellationToken = default)
    {
        callback ??= new CallbackList();
        bool goesOn = resume && File.Exists(folder.Checkpoint);
        Checkpoint start = goesOn
            ? Checkpoint.Read(folder.Checkpoint, settings, model, EpochBatches.CountOf(data.Train.Count, settings.BatchSize))
            : new Checkpoint(settings, [], TrainerState.Initial(model, InitialWeights.Create(model, settings)));
        folder.Clear(keepCheckpoint: goesOn);
        using ITrainer trainer = engine.CreateTrainer(model, settings.Loss, new Adam(settings.LearningRate), start.State);
        FitLoop fit = new(trainer, data, settings, Test, time);
        List<EpochMetrics> history = [.. start.History];
        TestResult? test = null;
        while (history.Count < settings.Epochs)
        {
            (EpochMetrics metrics, test) = fit.RunEpoch(history.Count + 1, callback, cancellationToken);
            history.Add(metrics);
            TrainerState state = trainer.GetState();
            Divergence.ThrowIfIn(state, metrics.Epoch, settings);
            new Checkpoint(settings, history, state).Write(folder.Checkpoint);
            callback.OnEpochEnd(metrics, fit.StepsPerEpoch);
        }

        // A resumed run may have finished all its epochs before.
        test ??= Test(cancellationToken);
        return new CompletedRun(settings, model, history, trainer.GetState(), test) { InitialWeights = InitialWeights.Create(model, settings) };

        TestResult Test(CancellationToken cancellation) => TestResult.Of(trainer, data.Test, model.ClassCount, settings.Loss, cancellation);
    }
}
