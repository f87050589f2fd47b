using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class CallbackListTests
{
    [Test]
    public void Every_one_is_told_of_everything_in_their_order()
    {
        EpochMetrics metrics = new(1, 0.5, 1.5, 0.6, 1.25, Seconds: 4);
        List<string> steps = [];
        RecordingCallback first = new(step => steps.Add($"first {step}"));
        RecordingCallback second = new(step => steps.Add($"second {step}"));
        CallbackList callbacks = new(first, second);

        callbacks.OnEpochBegin(1, 1);
        callbacks.OnTrainBatchEnd(1, 2, 0.25, 2.5);
        callbacks.OnTrainBatchEnd(2, 2, 0.5, 1.5);
        callbacks.OnEpochEnd(metrics, 2);

        Assert.That(steps, Is.EqualTo(["first 1", "second 1", "first 2", "second 2"]));
        Assert.That((first.Last, second.Last), Is.EqualTo(((0.5, 1.5), (0.5, 1.5))));
        Assert.That(first.Epochs.Concat(second.Epochs), Is.EqualTo([metrics, metrics]));
    }
}
