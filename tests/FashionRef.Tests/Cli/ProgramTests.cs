using System.Text.Json;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class ProgramTests
{
    private const string Commands = "The commands are describe, fetch, train, evaluate, predict, convert, diff, parity, probes, gate, expect, baseline, rates";

    [Test]
    public async Task Without_a_command_the_help_is_shown_and_the_request_is_wrong()
    {
        ProgramEnd end = await ProgramProcess.RunAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Output, Does.Contain("Usage:").And.Contains("describe").And.Contains("train"));
        Assert.That(end.Error, Does.StartWith($"error: No command is named. {Commands}").And.EndsWith("\n"));
    }

    [TestCase($"error: There is no command 'trian'. Did you mean 'train'? {Commands}", "trian")]
    [TestCase("error: There is no option '--epoch'. Did you mean '--epochs'? The options are --model, --seed, --epochs, ", "train", "--epoch", "3")]
    [TestCase("error: 'train' does not take '1'. Its options are --model, ", "train", "1")]
    [TestCase("error: --epochs '0' is not a whole number from 1 to 32767. See 'train --help'.", "train", "--epochs", "0")]
    [TestCase("error: --loss 'softmax' is not one of logits, probabilities, for a model file one of CategoricalCrossentropy, SparseCategoricalCrossentropy, BinaryCrossentropy, MeanSquaredError, MeanAbsoluteError, Huber, KLDivergence. See 'train --help'.", "train", "--loss", "softmax")]
    [TestCase("error: --model '3' is neither one of 1, 2, all nor a file that exists. Name one of them.", "train", "--model", "3")]
    [TestCase("error: --patience is for a model file. Name one with --model, or leave out --patience.", "train", "--model", "1", "--patience", "2")]
    [TestCase("error: --loss 'mse' is for a model file. Legal for the notebook's models are logits, probabilities.", "train", "--model", "1", "--loss", "mse")]
    [TestCase("error: --seed is given 2 times, and takes one value: give it once. See 'bits --help'.", "bits", "--seed", "1", "--seed", "1")]
    [TestCase("error: --loss is given 3 times, and takes one value: give it once. See 'train --help'.", "train", "--loss=logits", "--loss=logits", "--loss", "logits")]
    [TestCase("error: --tolerance is given 2 times, and takes one value: give it once. ", "evaluate", "--weights", "f", "--compare", "g", "--tolerance", "1e-5", "--tolerance", "0.5")]
    [TestCase("error: --seeds is given 2 times, and takes one value: give it once. See 'gate --help'.", "gate", "--seeds", "1..3", "--seeds", "4..6")]
    [TestCase("error: --json is given 2 times, and takes one value: give it once. See 'describe --help'.", "describe", "--json", "--json=false")]
    [TestCase("error: --quiet is given 2 times, and takes one value: give it once. See 'describe --help'.", "-q", "false", "describe", "--quiet")]
    [TestCase($"error: No command is named. {Commands}", "--verbose")]
    public async Task A_wrong_request_is_told_in_one_line_with_what_is_legal(string expected, params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(arguments);

        AssertOneLine(end, exitCode: 2);
        Assert.That(end.Error, Does.StartWith(expected));
    }

    [Test]
    public async Task A_flag_that_is_given_twice_is_given()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", "-q", "--json", "--quiet", "--json");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.StartWith("{"));
    }

    [TestCase("--help")]
    [TestCase("describe", "--help")]
    [TestCase("fetch", "--help")]
    [TestCase("train", "--help")]
    [TestCase("evaluate", "--help")]
    [TestCase("parity", "--help")]
    [TestCase("gate", "--help")]
    [TestCase("--version")]
    public async Task Help_and_version_are_no_errors(params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(arguments);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Is.Not.Empty);
        Assert.That(end.Error, Is.Empty);
    }

    [Test]
    public async Task Describe_prints_both_tables_of_the_notebook_in_UTF8_whatever_the_locale()
    {
        ProgramEnd end = await ProgramProcess.RunAsync(new Dictionary<string, string> { ["LC_ALL"] = "en_US.ISO-8859-1" }, "describe");

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Is.EqualTo(
            TestDataFile.Text("notebook-summary-model1.txt") + "\n" + TestDataFile.Text("notebook-summary-model2.txt")));
    }

    [Test]
    public async Task Describe_gives_Model_2_alone_the_names_of_the_notebooks_session()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", "--model", "2");

        Assert.That(end.Output, Is.EqualTo(TestDataFile.Text("notebook-summary-model2.txt")));
    }

    [Test]
    public async Task Describe_gives_the_same_figures_as_JSON()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", "--json");
        using JsonDocument document = JsonDocument.Parse(end.Output);
        JsonElement[] models = [.. document.RootElement.GetProperty("models").EnumerateArray()];

        Assert.That(models.Select(model => model.GetProperty("parameters").GetInt32()), Is.EqualTo(new[] { 201_578, 407_802 }));
        Assert.That(models[1].GetProperty("non_trainable_parameters").GetInt32(), Is.EqualTo(160));
        Assert.That(
            models[1].GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()),
            Is.EqualTo(NotebookModels.Model2.Build(SecondInSession()).Layers.Select(layer => layer.Name)));
    }

    [TestCase("train --s", "--save-best", "--seed", "--shuffle")]
    [TestCase("train --shuffle ", "anew", "repeated")]
    [TestCase("train --engine ", "exact", "torch")]
    [TestCase("ga", "gate")]
    public async Task A_shell_is_told_how_an_unfinished_command_line_could_go_on(string typed, params string[] expected)
    {
        ProgramEnd end = await ProgramProcess.RunAsync($"[suggest:{typed.Length}]", typed);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, string.Empty)));
        Assert.That(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(expected));
    }

    [TestCase("@nowhere.png")]
    [TestCase("@")]
    public async Task A_files_name_may_begin_with_an_at_sign(string name)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("predict", name);

        AssertOneLine(end, exitCode: 2);
        Assert.That(end.Error, Does.StartWith($"error: The image '{name}' cannot be read: "));
    }

    [Test]
    public async Task Quietly_a_failure_is_told_all_the_same()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("--quiet", "gate", "--run", "nowhere.json");

        AssertOneLine(end, exitCode: 2);
        Assert.That(end.Error, Does.Contain("nowhere.json"));
    }

    [Test]
    public async Task Quietly_what_was_asked_for_is_told_all_the_same()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", "--model", "2", "--quiet");

        Assert.That(end, Is.EqualTo(new ProgramEnd(0, TestDataFile.Text("notebook-summary-model2.txt"), "")));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_is_the_machines_failure()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "A file cannot hold a folder.");

        ProgramEnd end = await ProgramProcess.RunAsync("fetch", "--artifacts", folder["file"]);

        AssertOneLine(end, exitCode: 3);
        Assert.That(end.Error, Does.Contain(Path.Combine(folder["file"], "data")).And.Contains($"'{folder["file"]}' is a file, not a folder. ").And.Contains("--artifacts"));
    }

    [Test]
    public async Task Verbose_tells_the_message_once_and_then_where_it_came_from()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "A file cannot hold a folder.");

        ProgramEnd end = await ProgramProcess.RunAsync("fetch", "--artifacts", folder["file"], "--verbose");

        Assert.That(end.ExitCode, Is.EqualTo(3));
        Assert.That(end.Error, Does.Contain("   at FashionRef.").And.Contains("\nCaused by "));
        Assert.That(end.Error.Split("Or choose another folder with --artifacts."), Has.Length.EqualTo(2));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_native_library_that_does_not_load_is_the_machines_failure()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["libc10.so"], string.Empty);
        Dictionary<string, string> environment = new() { ["LD_LIBRARY_PATH"] = folder.Path };

        ProgramEnd end = await ProgramProcess.RunAsync(environment, "train", "--engine", "torch", "--artifacts", folder["artifacts"]);

        AssertOneLine(end, exitCode: 3);
        Assert.That(end.Error, Does.Contain("native library does not load").And.Contains("libc10.so"));
        Assert.That(Directory.Exists(folder["artifacts"]), Is.False);
    }

    [Test]
    public async Task A_damaged_checkpoint_is_refused()
    {
        // The data set's own folder is linked in: a copy would cost more than the test.
        using TemporaryFolder artifacts = new();
        RealDataset.Load();
        Directory.CreateSymbolicLink(artifacts["data"], Path.Combine(Repository.Artifacts, "data"));
        RunFolder run = new(Path.Combine(artifacts.Path, "runs", "model1-seed1-torch"));
        Directory.CreateDirectory(run.Root);
        File.WriteAllText(run.Checkpoint, "damaged");

        ProgramEnd end = await ProgramProcess.RunAsync("train", "--model", "1", "--engine", "torch", "--resume", "--artifacts", artifacts.Path);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.Error, Does.StartWith("error: ").And.Contains(run.Checkpoint).And.Not.Contains("   at "));
    }

    private static void AssertOneLine(ProgramEnd end, int exitCode)
    {
        Assert.That(end.ExitCode, Is.EqualTo(exitCode), end.Error);
        Assert.That(end.Output, Is.Empty);
        Assert.That(end.Error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), end.Error);
    }

    private static KerasNames SecondInSession()
    {
        KerasNames session = new();
        NotebookModels.Model1.Build(session);
        return session;
    }
}
