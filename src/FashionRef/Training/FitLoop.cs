using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>Keras' <c>fit</c>: epochs of shuffled batches, each epoch followed by an evaluation on the test set.</summary>
/// <param name="trainer">The model under training.</param>
/// <param name="data">The training and test images.</param>
/// <param name="settings">Seed, epochs, batch size and shuffle.</param>
/// <param name="test">Evaluates the model on the test set.</param>
/// <param name="time">Measures the epochs.</param>
internal sealed class FitLoop(ITrainer trainer, Dataset data, RunSettings settings, Func<CancellationToken, TestResult> test, TimeProvider time)
{
    private readonly EpochBatches _batches = new(data.Train, settings.BatchSize);

    /// <summary>Trains one epoch and evaluates on the test set.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="callback">Called after every step.</param>
    /// <param name="cancellationToken">Stops the training after the current step.</param>
    /// <exception cref="FashionRefException">The loss of a step, or a logit in the test, is not finite (check failed).</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public (EpochMetrics Metrics, TestResult Test) RunEpoch(int epoch, IFitCallback callback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(callback);
        long start = time.GetTimestamp();
        callback.OnEpochBegin(epoch, settings.Epochs);
        int[] order = EpochShuffle.Order(data.Train.Count, settings.Seed, settings.Shuffle, EpochsBefore + epoch);
        using FeedHash feed = new();
        double lossSum = 0;
        int correct = 0;
        int seen = 0;
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batches.Gather(order, batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            feed.Add(pixels, labels);
            BatchResult step = trainer.TrainStep(pixels, labels);
            if (!double.IsFinite(step.Loss))
            {
                throw Diverged($"The loss became {step.Loss} at step {batch + 1} of epoch {epoch}", "A loss");
            }

            // Means over samples, not over batches: the last batch is smaller.
            lossSum += step.Loss * labels.Length;
            correct += step.Correct;
            seen += labels.Length;
            callback.OnTrainBatchEnd(batch + 1, _batches.Count, (double)correct / seen, lossSum / seen);
        }

        TestResult result = test(cancellationToken);

        // The last step may have made the weights diverge; the logits show it.
        if (LogitMetrics.NotFinite(result.Logits, result.Logits.Length / data.Test.Count) is { } fault)
        {
            throw Diverged($"In the test after epoch {epoch} {fault}", "A logit");
        }

        EpochMetrics metrics = new(
            epoch, (double)correct / seen, lossSum / seen, result.Accuracy, result.Loss, time.GetElapsedTime(start).TotalSeconds, feed.Take());
        return (metrics, result);
    }

    /// <summary>How many epochs the model was trained for before this run: shuffles go on after theirs.</summary>
    public int EpochsBefore { get; init; }

    /// <summary>How many steps an epoch has.</summary>
    public int StepsPerEpoch => _batches.Count;

    private FashionRefException Diverged(FormattableString what, string rule) =>
        Divergence.Of(FormattableString.Invariant(what), rule, settings);
}
