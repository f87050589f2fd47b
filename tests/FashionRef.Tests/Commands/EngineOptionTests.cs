using FashionRef.Commands;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Report;
using FashionRef.Tests.Report;

namespace FashionRef.Tests.Commands;

/// <summary>Which engine computes with trained weights where none is named.</summary>
internal sealed class EngineOptionTests
{
    private TemporaryFolder _folder = null!;
    private string _weights = null!;
    private TrainedModel _trained = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _weights = _folder["model.safetensors"];
        WriteRun("exact");
        _trained = TrainedModel.Read(_weights);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("exact")]
    [TestCase("torch")]
    public void The_engine_that_trained_them_is_read_from_the_record_beside_them(string engine)
    {
        WriteRun(engine);

        Assert.That(EngineOption.NameFor(null, _trained, _weights), Is.EqualTo(engine));
    }

    [Test]
    public void What_is_named_is_taken() => Assert.That(EngineOption.NameFor("torch", _trained, _weights), Is.EqualTo("torch"));

    [TestCase("my-port")]
    [TestCase("../exact")]
    public void An_engine_that_is_not_this_programs_is_not_looked_for(string engine)
    {
        WriteRun(engine);

        Assert.That(EngineOption.NameFor(null, _trained, _weights), Is.EqualTo(KnownEngines.Default));
    }

    [TestCase("{")]
    [TestCase("")]
    [TestCase(null)]
    public void Without_a_record_that_can_be_read_the_default_computes(string? record)
    {
        File.Delete(_folder["run.json"]);
        if (record is not null)
        {
            File.WriteAllText(_folder["run.json"], record);
        }

        Assert.That(EngineOption.NameFor(null, _trained, _weights), Is.EqualTo(KnownEngines.Default));
    }

    [Test]
    public void A_record_of_other_weights_says_nothing_of_these()
    {
        ReportedRun other = ReportedRuns.Create(seed: 2);
        SafetensorsFile.Write(_weights, other.Weights, new Dictionary<string, string>());

        Assert.That(EngineOption.NameFor(null, TrainedModel.Read(_weights), _weights), Is.EqualTo(KnownEngines.Default));
    }

    private void WriteRun(string engine)
    {
        ReportedRun run = ReportedRuns.Create();
        ReportedRuns.Write(_folder.Path, run with { Record = run.Record with { Settings = run.Record.Settings with { Engine = engine } } });
    }
}
