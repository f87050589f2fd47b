using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class TraceReplayTests
{
    private static readonly TraceMark Untested = new(new Dictionary<string, Fingerprint>());

    private static readonly Trace Trace = new(
        Model: 1,
        Precision.Float32,
        Seed: 1,
        Offset: 0,
        BatchSize: 2,
        LearningRate: 0.01,
        Weights: [],
        Steps: [],
        new Dictionary<int, TraceMark> { [0] = Untested, [2] = Untested with { Test = new TraceTest(Correct: 1) } },
        FirstGradients: new Dictionary<string, Fingerprint>());

    [Test]
    public void The_test_set_is_predicted_at_the_marks_where_the_trace_has_results_of_it()
    {
        ImageSet images = new(28, 28, new byte[4 * 28 * 28], new byte[] { 0, 1, 2, 3 });
        TraceReplay replay = new(Trace, NotebookModels.Model1.Build(), new ExactEngine(threads: 1), new Dataset(images, images, new Dictionary<string, string>()));

        Replay replayed = replay.Run(steps: 2, _ => { }, CancellationToken.None);

        Assert.That(replayed.Marks.Keys, Is.EquivalentTo(Trace.Marks.Keys));
        Assert.That(replayed.Marks[0].Test, Is.Null);
        Assert.That(replayed.Marks[2].Test!.Result.Predicted, Has.Length.EqualTo(images.Count));
    }
}
