using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

/// <summary>What makes a run one that need not be trained again.</summary>
internal sealed class FinishedRunTests
{
    private const string Code = "some code";

    private static readonly RunRecord Record = GateRuns.Record();

    private TemporaryFolder _folder = null!;
    private RunFolder _run = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _run = new RunFolder(_folder["run"]);
        GateRuns.WriteWhole(_run, Record, Code);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void One_of_the_same_settings_data_code_and_weights_is_there() => Assert.That(Fault(), Is.Null);

    [Test]
    public void No_time_of_a_file_and_no_commit_counts()
    {
        File.SetLastWriteTimeUtc(_run.Record, new DateTime(2001, 1, 1));
        Change(record => record["environment"]!["git_commit"] = "another");
        Change(record => record["environment"]!["build"] = "another");

        Assert.That(Fault(), Is.Null);
    }

    [Test]
    public void Without_a_record_there_is_none()
    {
        File.Delete(_run.Record);

        Assert.That(Fault(), Is.EqualTo("does not exist"));
    }

    [Test]
    public void Of_other_settings_it_is_another()
    {
        Assert.That(Fault(settings: Record.Settings with { BatchSize = 64 }), Is.EqualTo("has other settings: its batch size is 128, not 64"));
        Assert.That(Fault(settings: Record.Settings with { Threads = 7 }), Does.StartWith("has other settings: its number of threads is "), "They are part of torch's bits.");
    }

    [Test]
    public void Of_an_engine_whose_threads_never_show_their_number_does_not_count()
    {
        RunRecord exact = Record with { Settings = Record.Settings with { Engine = "exact" } };
        GateRuns.WriteWhole(_run, exact, Code);

        Assert.That(Fault(settings: exact.Settings with { Threads = 7 }), Is.Null);
    }

    [Test]
    public void Of_other_code_it_is_another()
    {
        Assert.That(Fault(code: "other code"), Is.EqualTo("was made by other code"));

        Change(record => record.AsObject().Remove("code"));
        Assert.That(Fault(), Is.EqualTo("does not say which code made it"));
    }

    [Test]
    public void Of_other_data_it_is_another()
    {
        Dictionary<string, string> data = new(FashionMnist.Files.Sha256) { ["t10k-labels-idx1-ubyte"] = new string('0', 64) };

        Assert.That(Fault(data: data), Is.EqualTo("was made from other data"));
        Assert.That(Fault(data: new Dictionary<string, string>()), Is.EqualTo("was made from other data"));
    }

    [Test]
    public void Other_weights_beside_the_record_are_not_its_own()
    {
        SafetensorsFile.Write(_run.Weights, InitialWeights.Create(NotebookModels.Model1.Build(), seed: 2), new Dictionary<string, string>());

        Assert.That(Fault(), Is.EqualTo("has weights with another hash than its record's"));
    }

    [Test]
    public void What_a_training_leaves_is_all_there()
    {
        foreach (string file in _run.Results.Where(file => file != _run.Record))
        {
            GateRuns.WriteWhole(_run, Record, Code);
            File.Delete(file);

            Assert.That(Fault(), Is.EqualTo($"lacks '{Path.GetFileName(file)}'"));
        }
    }

    // Nobody asked for it: a pipe would be waited at.
    [Test]
    [Platform("Linux")]
    public async Task A_pipe_in_place_of_a_file_is_not_waited_at()
    {
        foreach (string file in _run.Results)
        {
            GateRuns.WriteWhole(_run, Record, Code);
            File.Delete(file);
            Assert.That((await TestProcess.RunAsync(new System.Diagnostics.ProcessStartInfo("mkfifo", [file]))).ExitCode, Is.Zero);

            Assert.That(Fault(), Is.EqualTo($"has something that is not a file in the place of '{Path.GetFileName(file)}'"));
            File.Delete(file);
        }
    }

    [Test]
    public void What_cannot_be_read_is_made_anew()
    {
        File.WriteAllText(_run.Weights, "no weights");
        Assert.That(Fault(), Does.StartWith("cannot be read ('"));

        File.WriteAllText(_run.Record, "{");
        Assert.That(Fault(), Does.StartWith("cannot be read ('"));
    }

    private string? Fault(RunSettings? settings = null, IReadOnlyDictionary<string, string>? data = null, string code = Code) =>
        FinishedRun.Fault(_run, settings ?? Record.Settings, data ?? FashionMnist.Files.Sha256, code);

    private void Change(Action<JsonNode> change) => ChangedJson.Write(_run.Record, _run.Record, change);
}
