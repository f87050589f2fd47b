using FashionRef.Studies.Report;
using FashionRef.Tests.Evaluation;

namespace FashionRef.Tests.Studies.Report;

internal sealed class RunOriginTests
{
    private static readonly RunOrigin Exact = new("exact", "c0de", "Exact 1", null);
    private static readonly RunOrigin Torch = new("torch", "0ther", "TorchSharp 1", "A processor");

    // Each engine has a code of its own.
    [Test]
    public void Two_engines_are_no_mixture() => Assert.That(RunOrigin.Mixtures([Exact, Torch, Exact]), Is.Empty);

    [Test]
    public void What_is_mixed_within_an_engine_is_told() => Assert.That(
        RunOrigin.Mixtures([Torch, Torch with { Processor = "Another" }, Exact, Exact with { Code = "b" }, Exact with { EngineVersion = "Exact 2" }]),
        Is.EqualTo(
        [
            "Mixed: the runs of exact are from 2 versions of the program's code.",
            "Mixed: the runs of exact are from 2 versions of the engine.",
            "Mixed: the runs of torch are from 2 kinds of processors, which its bits depend on.",
        ]));

    [Test]
    public void An_engine_with_the_same_bits_everywhere_may_run_on_any_processor()
    {
        var record = ReadyRecord.Create() with { Code = "c0de" };

        Assert.That(RunOrigin.Of(record), Is.EqualTo(new RunOrigin("torch", "c0de", "TorchSharp 0.107.0", "A processor")));
        Assert.That(RunOrigin.Of(record with { Settings = record.Settings with { Engine = "exact" } }).Processor, Is.Null);
    }
}
