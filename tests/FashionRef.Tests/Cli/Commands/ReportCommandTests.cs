using FashionRef.Tests.Report;
using FashionRef.Tests.Report.Page;

namespace FashionRef.Tests.Cli.Commands;

[Parallelizable(ParallelScope.Self)]
internal sealed class ReportCommandTests
{
    [Test]
    public async Task A_missing_run_is_told_with_the_command_that_trains_it()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("report", "--model", "2", "--seed", "7", "--engine", "exact", "--artifacts", folder.Path);

        string record = Path.Combine(folder.Path, "runs", "model2-seed7-exact", "run.json");
        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "",
            $"error: There is no run of Model-2 with seed 7 and engine exact: '{record}' does not exist. "
            + "Train it: dotnet cake --target=Train --model=2 --seed=7 --engine=exact. Or show other runs: --model, --seed, --engine, --run FILE.\n")));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public async Task A_run_that_is_named_is_shown_and_the_pages_place_is_all_that_is_said()
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        KerasRuns.Write(folder["run"], model: 1);

        ProgramEnd end = await ProgramProcess.RunAsync(
            new Dictionary<string, string> { ["FASHIONREF_DATA"] = Path.Combine(Repository.Artifacts, "data") },
            "report", "--run", Path.Combine(folder["run"], "run.json"), "--artifacts", folder.Path, "--quiet");

        string page = Path.Combine(folder.Path, "report", "index.html");
        Assert.That(end, Is.EqualTo(new ProgramEnd(0, $"The report is in '{page}'.\n", "")));
        Assert.That(await File.ReadAllTextAsync(page), Does.StartWith("<!doctype html>").And.EndWith("</html>\n"));
    }

    [Test]
    public async Task Two_runs_of_a_model_are_compared_and_the_page_of_one_of_them_is_another()
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        string first = KerasRuns.Write(folder["first"], model: 1).Folder.Record;
        string second = KerasRuns.Write(folder["second"], model: 1, seed: 2).Folder.Record;
        string page = Path.Combine(folder.Path, "report", "index.html");

        ProgramEnd written = await ReportAsync("--run", first, "--compare", second);
        ProgramEnd again = await ReportAsync("--run", first, "--compare", second);
        string compared = await File.ReadAllTextAsync(page);
        ProgramEnd turned = await ReportAsync("--run", second, "--compare", first);
        ProgramEnd beside = await ReportAsync("--run", second, "--run", first);

        Assert.That(written, Is.EqualTo(new ProgramEnd(0, $"The report is in '{page}'.\n", "")));
        Assert.That(again, Is.EqualTo(new ProgramEnd(0, $"The report is up to date in '{page}'.\n", "")));
        Assert.That((turned, beside), Is.EqualTo((written, written)));
        Assert.That(compared, Does.Contain("<h1>Model-1: two runs compared</h1>"));
        Assert.That(await File.ReadAllTextAsync(page), Does.Not.Contain("compared</h1>"));

        Task<ProgramEnd> ReportAsync(params string[] runs) => ProgramProcess.RunAsync(
            new Dictionary<string, string> { ["FASHIONREF_DATA"] = Path.Combine(Repository.Artifacts, "data") },
            ["report", .. runs, "--artifacts", folder.Path, "--quiet"]);
    }

    [Test]
    public async Task A_run_of_another_model_and_the_same_run_cannot_be_compared()
    {
        using TemporaryFolder folder = new();
        string one = ReportedRuns.Write(folder["one"], ReportedRuns.Create(model: 1));
        string two = ReportedRuns.Write(folder["two"], ReportedRuns.Create(model: 2));

        ProgramEnd other = await ProgramProcess.RunAsync("report", "--run", one, "--compare", two, "--artifacts", folder.Path);
        ProgramEnd same = await ProgramProcess.RunAsync("report", "--run", one, "--compare", one, "--artifacts", folder.Path);

        Assert.That(other, Is.EqualTo(new ProgramEnd(2, "",
            $"error: '{one}' is a run of Model-1 and '{two}' one of Model-2: only runs of one model are compared. A page can show both, one below the other.\n")));
        Assert.That(same, Is.EqualTo(new ProgramEnd(2, "", $"error: '{one}' and '{one}' are the same run: there is nothing to compare. Name two different runs.\n")));
    }

    [Test]
    public async Task A_page_is_never_written_over_a_run([Values] bool isCompared)
    {
        using TemporaryFolder folder = new();
        string run = ReportedRuns.Write(folder["run"], ReportedRuns.Create());
        string other = ReportedRuns.Write(folder["other"], ReportedRuns.Create(seed: 2));
        string page = Path.Combine(Directory.CreateDirectory(folder["report"]).FullName, "index.html");
        File.CreateSymbolicLink(page, run);
        string before = File.ReadAllText(run);

        ProgramEnd end = await ProgramProcess.RunAsync(
            ["report", .. isCompared ? ["--run", other, "--compare", run] : new[] { "--run", run }, "--artifacts", folder.Path]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "", $"error: The report '{page}' is '{run}', which is read. Name another file.\n")));
        Assert.That(File.ReadAllText(run), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_told_with_what_to_do()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("report", "--run", folder["run.json"], "--artifacts", folder.Path);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: The run's record '{folder["run.json"]}' cannot be read: ")
            .And.EndWith(" Train first, for example: dotnet cake --target=Train.\n"));
    }

    [Test]
    public async Task More_runs_of_a_model_than_can_be_judged_are_refused()
    {
        using TemporaryFolder folder = new();
        string run = ReportedRuns.Write(folder["run"], ReportedRuns.Create());

        ProgramEnd end = await ProgramProcess.RunAsync(["report", .. Enumerable.Repeat(new[] { "--run", run }, 21).SelectMany(words => words)]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "", "error: 21 runs of Model-1 are more than can be judged: legal are 1 to 20.\n")));
    }

    [TestCase("error: Give either --run, or --model, --seed and --engine: a run.json is of one model, one seed and one engine.\n", "--run", "f", "--model", "1")]
    [TestCase("error: Give either --run, or --model, --seed and --engine: a run.json is of one model, one seed and one engine.\n", "--seed", "2", "--run", "f")]
    [TestCase("error: Give either --run, or --model, --seed and --engine: a run.json is of one model, one seed and one engine.\n", "--engine", "exact", "--run", "f")]
    [TestCase("error: --run '' is not a file's path.\n", "--run", "")]
    [TestCase("error: --run ' ' is not a file's path.\n", "--run", "f", " ")]
    [TestCase("error: --compare 'f' needs a run to compare with: name one of the same model with --run FILE.\n", "--compare", "f")]
    [TestCase("error: --compare takes one --run to compare with, and 2 are given.\n", "--run", "f", "--run", "g", "--compare", "h")]
    [TestCase("error: --compare ' ' is not a file's path. See 'report --help'.\n", "--run", "f", "--compare", " ")]
    [TestCase("error: There is no option '--sed'. See 'report --help'.\n", "--run", "f", "--sed")]
    public async Task A_wrong_request_is_told_in_one_line(string expected, params string[] arguments) =>
        Assert.That(await ProgramProcess.RunAsync(["report", .. arguments]), Is.EqualTo(new ProgramEnd(2, "", expected)));
}
