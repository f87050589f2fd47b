using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Probes;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Probes;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Gate;

/// <summary>The gate's commands as processes; what the checks say has tests of its own.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GateCommandTests
{
    [Test]
    public async Task Right_runs_of_both_models_pass_and_the_verdict_is_written()
    {
        using TemporaryFolder folder = new();
        string[] runs = [GateRuns.Write(folder["1"], GateRuns.Record()), GateRuns.Write(folder["2"], GateRuns.Record(model: 2, correct: 9012))];

        ProgramEnd end = await GateAsync([.. runs.SelectMany(run => new[] { "--run", run }), "--json", folder["verdict.json"]]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.EndWith("Gate passed: Model-1 and Model-2 trained as expected (8 checks passed, 4 not needed).\n"));
        Assert.That(File.ReadAllText(folder["verdict.json"]), Does.Contain("\"passed\": true"));
    }

    [TestCase("--json", "run/run.json", "which is read")]
    [TestCase("--junit", "run/../run/run.json", "which is read")]
    [TestCase("--markdown", "link", "which is read")]
    [TestCase("--json", "run/predictions.csv", "which is read")]
    [TestCase("--json", "new", "written by --junit too", "--junit", "./new")]
    [TestCase("--markdown", "link", "which is read", "--json", "other")]
    [TestCase("--json", "run", "a folder")]
    public async Task No_verdict_is_written_over_what_is_read_or_over_another(string option, string file, string told, params string[] others)
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder["run"], GateRuns.Record());
        File.CreateSymbolicLink(folder["link"], run);
        string before = File.ReadAllText(run);

        ProgramEnd end = await GateAsync(["--run", run, option, folder[file], .. others.Select(other => other.StartsWith("--", StringComparison.Ordinal) ? other : folder[other])]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: {option} '{folder[file]}' is ").And.Contains(told));
        Assert.That(File.ReadAllText(run), Is.EqualTo(before));
        Assert.That(folder.Entries.Except(["link", "run"]).Select(name => File.ReadAllText(folder[name])), Is.All.Contains("Gate without a verdict"));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_verdict_may_go_where_standard_output_goes()
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder["run"], GateRuns.Record());

        ProgramEnd pipe = await GateAsync("--run", run, "--json", "/proc/self/fd/1");
        ProgramEnd file = await ProgramProcess.RunInShellAsync(
            $"\"$@\" > '{folder["out"]}'", "gate", "--run", run, "--expectations", KerasSeeds.Folder, "--json", "/proc/self/fd/1");

        Assert.That((pipe.ExitCode, pipe.Error, file.ExitCode, file.Error), Is.EqualTo((0, "", 0, "")));
        Assert.That(pipe.Output, Does.StartWith("Model-1\n").And.Contains("Gate passed: ").And.EndsWith("}\n"));
        Assert.That(File.ReadAllText(folder["out"]), Is.EqualTo(pipe.Output));
    }

    [Test]
    [Platform("Linux")]
    public async Task Where_standard_output_is_full_the_verdicts_are_written_all_the_same()
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder["run"], GateRuns.Record());

        ProgramEnd end = await ProgramProcess.RunInShellAsync(
            "\"$@\" > /dev/full", "gate", "--run", run, "--expectations", KerasSeeds.Folder, "--json", folder["v.json"], "--junit", folder["v.xml"], "--markdown", folder["v.md"]);

        Assert.That(end.ExitCode, Is.EqualTo(3), end.Error);
        Assert.That(end.Error, Does.StartWith("error: Standard output cannot be written: "));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "run", "v.json", "v.md", "v.xml" }));
    }

    [Test]
    public async Task One_run_of_each_model_is_compared_with_the_baselines_of_both()
    {
        using TemporaryFolder folder = new();
        List<string> arguments = ["gate", "--baseline", "--expectations", folder.Path];
        foreach ((int model, int correct) in new[] { (1, GateRuns.Correct), (2, 9012) })
        {
            KerasSeeds.Write(folder.Path, model);
            GateRun run = GateRun.Read(GateRuns.Write(folder[$"run{model}"], GateRuns.Record(model, correct: correct)));
            File.WriteAllText(BaselineFile.PathOf(folder.Path, run.Record.Settings), BaselineFile.Format(Baseline.Of(run)));
            arguments.AddRange(["--run", run.RecordFile]);
        }

        ProgramEnd end = await ProgramProcess.RunAsync([.. arguments]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.EndWith("(6 checks passed, 2 not needed).\n"));
    }

    [Test]
    public async Task A_wrong_run_ends_with_1_and_the_reason()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await GateAsync("--run", GateRuns.Write(folder.Path, GateRuns.Record(correct: 8950)));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")));
        Assert.That(end.Output, Does.Contain("Better than the reference can be").And.Contain("Likely: pixels divided by 255\n                learning rate 0.001\n").And.EndWith(
            "Gate FAILED: Model-1 did not train as expected (1 check failed, 3 passed, 2 not needed).\n"));
    }

    [TestCase(false, 0, "what training was given +seed 1 +[0-9a-f]{12}… +the seed.s images, labels, order, batches +passed")]
    [TestCase(true, 1, "In '.*run.json' history\\[3\\].feed is [0-9a-f]{64}, but must be [0-9a-f]{64}.")]
    public async Task What_a_port_says_that_its_training_was_given_is_held_against_the_seed(bool isOtherOrder, int exitCode, string told)
    {
        using TemporaryFolder folder = new();
        ImageSet images = RealDataset.Load().Train;
        RunRecord record = GateRuns.Record() with { Settings = GateRuns.Record().Settings with { Engine = "my-port" } };
        record = record.WithRightFeed();
        string run = GateRuns.Write(folder["run"], isOtherOrder ? record.With(4, epoch => epoch with { Feed = FeedHash.Of(images, record.Settings with { Seed = 2 }, 4) }) : record);

        ProgramEnd end = await GateAsync("--run", run, "--artifacts", Repository.Artifacts);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((exitCode, "")), end.Output);
        Assert.That(end.Output.ReplaceLineEndings(" "), Does.Match(told));
    }

    [Test]
    public async Task Answers_of_a_model_that_is_not_asked_for_are_not_passed_over()
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());

        ProgramEnd end = await GateAsync("--answers", folder["answers.json"], "--model", "2");
        ProgramEnd logits = await GateAsync("--answers", folder["answers.json"], "--json", folder["answers-logits0464.npy"]);

        AssertRefused(end, $"'{folder["answers.json"]}' answers for Model-1, and --model asks for another. Leave out --model, or those answers.");
        AssertRefused(logits, $"--json '{folder["answers-logits0464.npy"]}' is ");
        Assert.That(ProbeAnswersFile.Read(folder["answers.json"]).Tests, Has.Count.EqualTo(2), "The logits are whole.");
    }

    [Test]
    public async Task Probes_replace_nothing_that_is_no_pack()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["probes.json"], "{ \"my\": \"own file\" }");
        Directory.CreateDirectory(folder["pack"]);

        ProgramEnd own = await ProgramProcess.RunAsync("probes", "--model", "1", "--out", folder.Path);
        ProgramEnd inside = await ProgramProcess.RunAsync("probes", "--model", "1", "--out", folder["pack"], "--answers", folder["pack/probes.json"]);
        ProgramEnd device = await ProgramProcess.RunAsync("probes", "--model", "1", "--out", folder["pack"], "--answers", OperatingSystem.IsLinux() ? "/dev/null" : folder["pack/a"]);

        AssertRefused(own, $"'{folder["probes.json"]}' is no pack of probes: ");
        Assert.That(own.Error, Does.Contain("It would be replaced: name another folder, or delete that file."));
        AssertRefused(inside, "is in the pack's folder. Name a file elsewhere.");
        Assert.That(device.ExitCode, Is.EqualTo(2), device.Output);
        Assert.That(File.ReadAllText(folder["probes.json"]), Does.Contain("own file"));
    }

    [Test]
    public async Task Answers_to_probes_are_judged_without_a_run()
    {
        using TemporaryFolder folder = new();
        ProbeAnswers made = MadeUpAnswers.Of();
        ProbeAnswersFile.Write(folder["answers.json"], made with { Pack = RealProbes.Reference(1).Pack });
        ProbeAnswersFile.Write(folder["other.json"], made);

        ProgramEnd wrong = await GateAsync("--answers", folder["answers.json"], "--artifacts", Repository.Artifacts);
        ProgramEnd other = await GateAsync("--answers", folder["other.json"], "--artifacts", Repository.Artifacts);

        Assert.That((wrong.ExitCode, wrong.Error), Is.EqualTo((1, "")));
        Assert.That(wrong.Output, Does.Contain("training steps").And.Contain("20 of 20 states off").And.Contain("Other answers: ").And.EndsWith(
            "Gate FAILED: Model-1 does not compute as expected (2 checks failed).\n"));
        Assert.That((other.ExitCode, other.Output), Is.EqualTo((2, "")));
        Assert.That(other.Error, Does.Contain($"answers the pack '{MadeUpAnswers.Pack}', but must answer {RealProbes.Reference(1).Pack}. Make that pack with 'probes --model 1', and answer it."));
    }

    [TestCase(7, 2, "settings.model is 1, but must be 2")]
    [TestCase(7, 1, null)]
    public async Task A_named_model_is_what_the_run_must_be_of(int seed, int model, string? fault)
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record(seed: seed));

        ProgramEnd end = await GateAsync("--run", run, "--model", $"{model}", "--shuffle", "repeated");

        Assert.That(end.ExitCode, Is.EqualTo(fault is null ? 0 : 1), end.Error);
        Assert.That(end.Output, Does.Contain(fault ?? "Gate passed"));
    }

    [Test]
    public async Task A_model_that_is_asked_for_and_has_no_run_is_not_passed_over()
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record());

        AssertRefused(
            await GateAsync("--run", run, "--model", "all", "--shuffle", "repeated"), "--model asks for Model-2, but nothing that was given is of that model.");
    }

    [Test]
    public async Task A_named_shuffle_is_what_the_run_must_have()
    {
        using TemporaryFolder folder = new();
        KerasSeeds.Write(folder.Path, 1, FashionRef.Training.Shuffle.Anew);
        string run = GateRuns.Write(folder["run"], GateRuns.Record());

        ProgramEnd end = await ProgramProcess.RunAsync("gate", "--run", run, "--shuffle", "anew", "--expectations", folder.Path);

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.Output, Does.Contain("settings.shuffle is repeated, but must be anew"));
    }

    [TestCase("is of model 3. The notebook has models 1 and 2.", 3)]
    [TestCase("cannot be read: ", null)]
    public async Task What_is_no_run_of_the_notebook_is_refused(string message, int? model)
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record());
        string changed = model is null ? folder["missing"] : ChangedJson.Write(run, folder["changed"], node => node["settings"]!["model"] = model);

        AssertRefused(await GateAsync("--run", changed), message);
    }

    [Test]
    public async Task An_expectation_whose_name_says_another_model_is_refused()
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasSeeds.ExpectationFileOf(2), folder["expectation-model1-repeated.json"]);
        string run = GateRuns.Write(folder["run"], GateRuns.Record());

        AssertRefused(
            await ProgramProcess.RunAsync("gate", "--run", run, "--expectations", folder.Path),
            "is of Model-2, one shuffle repeated. The command 'expect' writes the one that belongs there.");
    }

    [Test]
    public async Task Several_runs_of_a_model_have_no_baseline()
    {
        using TemporaryFolder folder = new();
        string[] runs = [GateRuns.Write(folder["1"], GateRuns.Record()), GateRuns.Write(folder["2"], GateRuns.Record(seed: 2))];

        AssertRefused(await GateAsync("--run", runs[0], runs[1], "--baseline"), "--baseline needs a single run of a model: ");
    }

    [Test]
    public async Task More_runs_than_there_are_bands_for_are_refused()
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record());

        AssertRefused(
            await GateAsync(["--run", .. Enumerable.Repeat(run, 21)]), "21 runs of a model are more than can be judged: legal are 1 to 20.");
    }

    [TestCase("--seeds 'x' is neither auto nor 1 to 20 different whole numbers", "gate", "--seeds", "x")]
    [TestCase("--seeds 'x' is neither auto nor 1 to 20 different whole numbers", "gate", "--seeds", "x", "--baseline")]
    [TestCase("Give either --seeds or --run.", "gate", "--seeds", "1", "--run", "run.json")]
    [TestCase("Give either --seeds or --answers.", "gate", "--seeds", "1", "--answers", "answers.json")]
    [TestCase("Give either --engine or --answers: --engine is for engines of this program.", "gate", "--engine", "exact", "--answers", "answers.json")]
    [TestCase("--answers '' is not a file's path.", "gate", "--answers", "")]
    [TestCase("--answers names 'a.json' twice. Name it once.", "gate", "--answers", "a.json", "--answers", "./a.json")]
    [TestCase("--baseline is for a run, and --answers are of single steps.", "gate", "--answers", "a.json", "--baseline")]
    [TestCase("--jitter is for --answers FILE: add it, or leave out --jitter.", "probes", "--model", "1", "--jitter", "3")]
    [TestCase("'a' is named twice. Name each program's answers once.", "expect", "--answers", "a", "./a")]
    [TestCase("The answers to probes 'answers.json' cannot be read: ", "gate", "--answers", "answers.json")]
    [TestCase("Give either --engine or --run: a run.json names its engine itself.", "gate", "--engine", "exact", "--run", "run.json")]
    [TestCase("--engine 'jax' is not one of torch, exact.", "gate", "--engine", "jax")]
    [TestCase("--engine 'jax' is not one of torch, exact.", "baseline", "--engine", "jax")]
    [TestCase("--baseline needs a single run of a model: ", "gate", "--seeds", "1..5", "--baseline")]
    [TestCase("Required argument missing for option: '--run'.", "gate", "--run")]
    [TestCase("--threads '0' is not a whole number from 1 to 1024.", "gate", "--threads", "0")]
    [TestCase("--run '' is not a file's path.", "gate", "--run", "")]
    [TestCase("There is no option '--epochs'.", "gate", "--run", "run.json", "--epochs", "3")]
    [TestCase("--junit '' is not a file's path.", "gate", "--junit", "")]
    [TestCase("Give one of --from FILE, --study DIR..., --run FILE... or --answers FILE...", "expect")]
    [TestCase("Give one of --from FILE, --study DIR..., --run FILE... or --answers FILE...", "expect", "--from", "f", "--run", "g")]
    [TestCase("--others is for runs, and --answers are of single steps.", "expect", "--answers", "f", "g", "--others", "h")]
    [TestCase("--from '' is not a file's path.", "expect", "--from", "")]
    [TestCase("The seeds file 'missing.json' cannot be read: ", "expect", "--from", "missing.json")]
    [TestCase("has no version 99 of 'expectation-model1-anew.json'", "gate", "--expectations", "99")]
    [TestCase("has no version -1 of 'expectation-model1-anew.json'", "gate", "--expectations", "-1")]
    [TestCase("has no version 2147483647 of 'expectation-model1-anew.json'", "gate", "--expectations", "99999999999")]
    [TestCase("--expectations is 'latest', but must be a version such as 1, or a folder or file that exists.", "gate", "--expectations", "latest")]
    [TestCase("--seeds auto needs right runs that start alike for the seeds 1..10", "gate", "--seeds", "auto", "--shuffle", "repeated", "--model", "1")]
    public async Task A_wrong_request_is_refused_in_one_line(string message, params string[] arguments) =>
        AssertRefused(await ProgramProcess.RunAsync(arguments), message);

    [TestCase(2, "is no record of a run: it is not JSON", "--run", "bad.json")]
    [TestCase(2, "cannot be read: ", "--run", "missing.json")]
    [TestCase(2, "Give either --seeds or --run.", "--run", "run.json", "--seeds", "1")]
    [TestCase(2, "There is no option '--bogus'.", "--run", "run.json", "--bogus")]
    [TestCase(2, "--threads '0' is not a whole number", "--run", "run.json", "--threads", "0")]
    [TestCase(2, "--run '' is not a file's path.", "--run", "")]
    public async Task A_gate_without_a_verdict_leaves_no_earlier_one_behind(int exitCode, string message, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        GateRuns.Write(folder.Path, GateRuns.Record());
        File.WriteAllText(folder["bad.json"], "{");
        string[] outputs = ["--junit", folder["v.xml"], "--json", folder["v.json"], "--markdown", folder["v.md"]];
        ProgramEnd passed = await GateAsync(["--run", folder["run.json"], .. outputs]);

        ProgramEnd end = await GateAsync([.. arguments.Select(argument => argument.EndsWith(".json") ? folder[argument] : argument), .. outputs]);

        Assert.That((passed.ExitCode, end.ExitCode), Is.EqualTo((0, exitCode)), end.Error);
        Assert.That(end.Error, Does.Contain(message));
        Assert.That(File.ReadAllText(folder["v.xml"]), Does.Contain("<error ").And.Contain("errors=\"1\"").And.Not.Contain("record, seed"));
        Assert.That((bool)JsonNode.Parse(File.ReadAllText(folder["v.json"]))!["passed"]!, Is.False);
        Assert.That(File.ReadAllText(folder["v.md"]), Does.StartWith("## Gate without a verdict (exit code 2)\n"));
    }

    [TestCase("--junit", ".")]
    [TestCase("--markdown", "run.json")]
    [TestCase("--junit", "v.json")]
    public async Task An_output_that_is_refused_keeps_no_earlier_verdict_in_another(string option, string file)
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record());
        await GateAsync("--run", run, "--json", folder["v.json"]);

        ProgramEnd end = await GateAsync("--run", run, "--json", folder["v.json"], option, folder[file]);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(File.ReadAllText(folder["v.json"]), Does.Not.Contain("\"passed\": true"));
    }

    [TestCase]
    [TestCase("--markdown", "run.json")]
    [Platform("Linux")]
    public async Task The_jobs_summary_is_never_told_over_what_is_judged(params string[] markdown)
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder.Path, GateRuns.Record());
        string before = File.ReadAllText(run);

        ProgramEnd end = await ProgramProcess.RunAsync(
            new Dictionary<string, string> { ["GITHUB_STEP_SUMMARY"] = run },
            ["gate", "--run", run, "--expectations", KerasSeeds.Folder, .. markdown.Select(word => word == "run.json" ? run : word)]);

        AssertRefused(end, "GITHUB_STEP_SUMMARY");
        Assert.That(File.ReadAllText(run), Is.EqualTo(before));
    }

    [TestCase("--json", "run.json")]
    [TestCase("--markdown", "predictions.csv")]
    [TestCase("--junit", "link.json")]
    public async Task A_wrong_request_too_is_never_told_over_what_is_judged(string option, string file)
    {
        using TemporaryFolder folder = new();
        GateRuns.Write(folder.Path, GateRuns.Record());
        File.CreateSymbolicLink(folder["link.json"], folder["run.json"]);
        byte[] before = File.ReadAllBytes(folder[file]);

        AssertRefused(await GateAsync("--run", folder["run.json"], option, folder[file], "--bogus"), "There is no option '--bogus'.");
        Assert.That(File.ReadAllBytes(folder[file]), Is.EqualTo(before));
    }

    private static Task<ProgramEnd> GateAsync(params string[] arguments) =>
        ProgramProcess.RunAsync(["gate", "--expectations", KerasSeeds.Folder, .. arguments]);

    private static void AssertRefused(ProgramEnd end, string message)
    {
        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.Error, Does.StartWith("error: ").And.Contain(message));
        Assert.That(end.Error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), end.Error);
    }
}
