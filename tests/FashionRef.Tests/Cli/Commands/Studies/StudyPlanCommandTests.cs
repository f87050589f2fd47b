using System.Text.Json.Nodes;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies;

[Parallelizable(ParallelScope.All)]
internal sealed class StudyPlanCommandTests
{
    [Test]
    public async Task A_plan_tells_runs_time_and_what_it_can_find()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], StudyTexts.Small);

        ProgramEnd end = await ProgramProcess.RunAsync("study", "plan", folder["study.json"], "--jobs", "2");

        string hash = StudyTexts.Plan(StudyTexts.Small).Sha256[..12];
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.StartWith($"small: Which?\n12 runs, seeds 1..6, plan {hash}\nAbout ").And.Contain(" here with 2 at once"));
        Assert.That(end.Output, Does.Match(@"\n  slow +Model-1, exact, 2 epochs, learning rate 0\.001 +\d.* 1, 3, 5, …\n"));
        Assert.That(end.Output, Does.EndWith("  slow with plain: what it finds depends on the spread of its runs, which is not known before\n"));
    }

    [Test]
    public async Task The_notebooks_ten_epochs_have_a_known_spread()
    {
        ProgramEnd end = await ProgramProcess.RunAsync(
            "study", "plan", Path.Combine(Repository.Root, "studies", "learning-rates.json"), "--json");

        JsonNode plan = JsonNode.Parse(end.Output)!;
        Assert.That((string?)plan["format"], Is.EqualTo("fashionref-study-plan-1"));
        Assert.That(plan["runs"]!.AsArray(), Has.Count.EqualTo(64));
        Assert.That((double)plan["forecast"]!["differences"]![0]!["smallest"]!, Is.InRange(0.002, 0.01));
        Assert.That((double)plan["forecast"]!["seconds"]!, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_wrong_study_is_told_in_one_line()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], StudyTexts.Changed(study => study["seeds"] = "1,1"));

        ProgramEnd end = await ProgramProcess.RunAsync("study", "plan", folder["study.json"]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: '{folder["study.json"]}' is no study: 'seeds' is '1,1'"));
    }

    [TestCase("error: No command is named. The commands are plan, run, submit, status, report, audit. See 'study --help'.\n", "study")]
    [TestCase("error: There is no command 'plam'. Did you mean 'plan'? The commands are plan, run, submit, status, report, audit. See 'study --help'.\n", "study", "plam")]
    public async Task A_wrong_command_of_studies_is_told(string error, params string[] words) =>
        Assert.That(await ProgramProcess.RunAsync(words), Is.EqualTo(new ProgramEnd(2, "", error)));
}
