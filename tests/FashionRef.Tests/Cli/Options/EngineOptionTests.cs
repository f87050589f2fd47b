using FashionRef.Cli.Options;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Report;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Report;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Options;

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

        Assert.That(EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), Is.EqualTo(engine));
    }

    [Test]
    public void What_is_named_is_taken() => Assert.That(EngineOption.NameFor("torch", _trained, _weights, TextWriter.Null), Is.EqualTo("torch"));

    [TestCase("my-port")]
    [TestCase("../exact")]
    public void An_engine_that_is_not_this_programs_is_not_looked_for(string engine)
    {
        WriteRun(engine);

        Assert.That(EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), Is.EqualTo(KnownEngines.Default));
    }

    [Test]
    public void Without_a_record_the_default_computes()
    {
        File.Delete(_folder["run.json"]);

        Assert.That(EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), Is.EqualTo(KnownEngines.Default));
    }

    [TestCase("{", "it is not JSON from line ")]
    [TestCase("", "it is empty")]
    [TestCase("{\"format\": \"fashionref-run-1\"}", "it lacks 'settings'")]
    public void A_record_that_cannot_be_read_is_told_and_not_passed_over(string record, string fault)
    {
        File.WriteAllText(_folder["run.json"], record);

        Refusal.Expect(
            () => EngineOption.NameFor(null, _trained, _weights, TextWriter.Null),
            $"Cannot find out which engine trained '{_weights}': '{_folder["run.json"]}' is no record of a run: {fault}");
        Refusal.Expect(() => EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), " Or name an engine with --engine.");
        Assert.That(EngineOption.NameFor("exact", _trained, _weights, TextWriter.Null), Is.EqualTo("exact"));
    }

    [Test]
    public void A_folder_in_the_records_place_is_told_too()
    {
        File.Delete(_folder["run.json"]);
        Directory.CreateDirectory(_folder["run.json"]);

        Refusal.Expect(() => EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), $"'{_folder["run.json"]}' cannot be read: it is a folder, not a file. ");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_pipe_in_the_records_place_is_not_waited_at()
    {
        File.Delete(_folder["run.json"]);
        await TestProcess.RunAsync(new System.Diagnostics.ProcessStartInfo("mkfifo", [_folder["run.json"]]));

        Refusal.Expect(() => EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), $"'{_folder["run.json"]}' is not a file, but a pipe or a device. ");
    }

    [Test]
    public void A_record_of_another_program_may_tell_less()
    {
        RunRecord record = GateRuns.Record();
        GateRuns.Write(_folder.Path, record with { Settings = record.Settings with { Engine = "my-port" }, Environment = null });

        Assert.That(EngineOption.NameFor(null, _trained, _weights, TextWriter.Null), Is.EqualTo(KnownEngines.Default));
    }

    [Test]
    public void A_record_of_other_weights_says_nothing_of_these()
    {
        ReportedRun other = ReportedRuns.Create(seed: 2);
        SafetensorsFile.Write(_weights, other.Weights, new Dictionary<string, string>());

        Assert.That(EngineOption.NameFor(null, TrainedModel.Read(_weights), _weights, TextWriter.Null), Is.EqualTo(KnownEngines.Default));
    }

    private void WriteRun(string engine)
    {
        ReportedRun run = ReportedRuns.Create();
        ReportedRuns.Write(_folder.Path, run with { Record = run.Record with { Settings = run.Record.Settings with { Engine = engine } } });
    }
}
