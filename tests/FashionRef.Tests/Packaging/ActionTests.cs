using System.Diagnostics;
using System.Text.RegularExpressions;
using FashionRef.Formats.Json;
using FashionRef.Tests.Gate;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Packaging;

/// <summary>action.yml and the script that it runs, which judge runs in another repository's CI.</summary>
[Platform(Exclude = "Win", Reason = "The script is bash's.")]
internal sealed partial class ActionTests
{
    private static readonly string Script = Path.Combine(Repository.Root, ".ci", "gate");
    private static readonly string Program = Path.Combine(Repository.Root, "build/Tool/bin", PackedProducts.Configuration, "net10.0");
    private static readonly string Action = File.ReadAllText(Path.Combine(Repository.Root, "action.yml"));

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_right_run_passes_and_the_summary_and_the_files_tell_it()
    {
        WriteRun("run.json", GateRuns.Correct);

        ProgramEnd end = await JudgeAsync("run.json\r\n", json: "out/gate.json");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
        Assert.That(end.Output, Does.Contain("::notice title=Gate::Gate passed: Model-1 trained as expected"));
        Assert.That(File.ReadAllText(_folder["summary.md"]), Does.Contain("## Gate passed: Model-1 trained as expected"));
        Assert.That(File.ReadAllText(_folder["out/gate.json"]), Does.Contain("\"passed\": true"));
    }

    [Test]
    public async Task A_collapsed_run_among_several_fails()
    {
        WriteRun("a run.json", GateRuns.Correct);
        WriteRun("b.json", 1000, seed: 2);

        ProgramEnd end = await JudgeAsync("a run.json\nb.json\n");

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Output + end.Error);
        Assert.That(end.Output, Does.Contain("::error title=Model-1%2C seeds 1 to 2%3A collapsed runs (FREF2006)::"));
    }

    [TestCase("", "error: Nothing is named to be judged. ")]
    [TestCase("$(touch injected)\n", "error: The run's record '$(touch injected)' cannot be read: ")]
    [TestCase("--expectations\n", "error: ")]
    public async Task What_names_no_run_is_a_wrong_request_and_is_never_executed(string runs, string error)
    {
        ProgramEnd end = await JudgeAsync(runs);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Output);
        Assert.That(end.Error, Does.StartWith(error));
        Assert.That(_folder["injected"], Does.Not.Exist);
    }

    // Named '1', it must be taken for a file and not for the notebook's Model-1.
    [Test]
    public async Task A_file_of_Keras_is_judged()
    {
        File.Copy(Path.Combine(KerasFiles.Notebook, "model1.keras"), _folder["1"]);

        ProgramEnd end = await RunAsync(new Dictionary<string, string> { ["FASHIONREF_MODEL"] = "1", ["FASHIONREF_DATA"] = Path.Combine(Repository.Artifacts, "data") }, "judge", Program);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")), end.Output);
        Assert.That(end.Output, Does.Contain("::error title=Model-1%2C model file%3A record (FREF2001)::In './1' the optimizer's state is that after 469 steps"));
    }

    [TestCase("1", 0, "")]
    [TestCase("99", 2, "error: '")]
    [TestCase("--model=2", 2, "error: ")]
    public async Task Expectations_are_those_that_are_named(string expectations, int exitCode, string error)
    {
        WriteRun("run.json", GateRuns.Correct);

        ProgramEnd end = await JudgeAsync("run.json", expectations: expectations);

        Assert.That(end.ExitCode, Is.EqualTo(exitCode), end.Output + end.Error);
        Assert.That(end.Error, Does.StartWith(error));
    }

    [Test]
    public async Task The_key_is_of_the_sources_alone()
    {
        ProgramEnd end = await RunAsync("key");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Match("^key=[0-9a-f]{64}\n$"));
    }

    // Who passes text to an action must not be able to write a part of its script.
    [Test]
    public void No_input_becomes_a_part_of_a_command()
    {
        Assert.That(Run().Matches(Action), Has.Count.EqualTo(3));
        Assert.That(Run().Matches(Action).Select(match => match.Value), Has.None.Contain("${{"));
    }

    [Test]
    public void Other_actions_are_named_by_their_commit() =>
        Assert.That(Uses().Matches(Action).Select(match => match.Groups["version"].Value), Is.Not.Empty.And.All.Match("^[0-9a-f]{40}$"));

    private void WriteRun(string name, int correct, int seed = 1)
    {
        RunRecord port = GateRuns.Record(correct: correct, seed: seed);
        File.WriteAllText(
            _folder[name],
            System.Text.Json.JsonSerializer.Serialize(port with { Settings = port.Settings with { Engine = "my-port" } }, JsonFormat.Options));
    }

    private Task<ProgramEnd> JudgeAsync(string runs, string json = "", string expectations = "") =>
        RunAsync(new Dictionary<string, string> { ["FASHIONREF_RUN"] = runs, ["FASHIONREF_JSON"] = json, ["FASHIONREF_EXPECTATIONS"] = expectations }, "judge", Program);

    private Task<ProgramEnd> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    private Task<ProgramEnd> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("bash", [Script, .. arguments]) { WorkingDirectory = _folder.Path };
        environment["GITHUB_ACTIONS"] = "true";
        environment["GITHUB_STEP_SUMMARY"] = _folder["summary.md"];
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return TestProcess.RunAsync(start);
    }

    [GeneratedRegex("^ +run: .*$", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"uses: [\w/-]+@(?<version>\S+)")]
    private static partial Regex Uses();
}
