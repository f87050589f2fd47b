using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>Keras' <c>fit</c>: epochs of shuffled batches, each epoch followed by an evaluation on the test set.</summary>
/// <param name="trainer">The model under training.</param>
/// <param name="data">The training and test images.</param>
/// <param name="settings">Seed, epochs, batch size and shuffle.</param>
/// <param name="classes">The model's number of classes.</param>
/// <param name="time">Measures the epochs.</param>
internal sealed class FitLoop(ITrainer trainer, Dataset data, RunSettings settings, int classes, TimeProvider time)
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
        int[] order = EpochShuffle.Order(data.Train.Count, settings.Seed, settings.Shuffle, epoch);
        using FeedHash feed = new();
        double lossSum = 0;
        int correct = 0;
        int seen = 0;
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batches.Gather(order, batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            feed.Add(pixels, labels);
            BatchResult result = trainer.TrainStep(pixels, labels);
            if (!double.IsFinite(result.Loss))
            {
                throw Diverged($"The loss became {result.Loss} at step {batch + 1} of epoch {epoch}", "A loss");
            }

            // Means over samples, not over batches: the last batch is smaller.
            lossSum += result.Loss * labels.Length;
            correct += result.Correct;
            seen += labels.Length;
            callback.OnTrainBatchEnd(batch + 1, _batches.Count, (double)correct / seen, lossSum / seen);
        }

        TestResult test = TestResult.Of(trainer, data.Test, classes, settings.Loss, cancellationToken);

        // The last step may have made the weights diverge; the logits show it.
        if (LogitMetrics.NotFinite(test.Logits, classes) is { } fault)
        {
            throw Diverged($"In the test after epoch {epoch} {fault}", "A logit");
        }

        EpochMetrics metrics = new(
            epoch, (double)correct / seen, lossSum / seen, test.Accuracy, test.Loss, time.GetElapsedTime(start).TotalSeconds, feed.Take());
        return (metrics, test);
    }

    /// <summary>How many steps an epoch has.</summary>
    public int StepsPerEpoch => _batches.Count;

    private FashionRefException Diverged(FormattableString what, string rule) =>
        Divergence.Of(FormattableString.Invariant(what), rule, settings.LearningRate);
}
