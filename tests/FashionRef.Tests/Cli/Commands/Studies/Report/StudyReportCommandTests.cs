using FashionRef.Studies;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Report.Studies;
using FashionRef.Tests.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Studies.Report;

/// <summary>The page of a whole study by the program; its runs are written here, not trained.</summary>
internal sealed class StudyReportCommandTests
{
    private const string Begin = "<!-- study small: begin -->";
    private const string End = "<!-- study small: end -->";

    [Test]
    public async Task The_same_folder_gives_the_same_page_and_only_the_block_of_one_that_people_write()
    {
        using TemporaryFolder folder = new();
        string study = Made(folder);

        ProgramEnd made = await ReportAsync(study, folder["new.md"]);
        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
        string page = File.ReadAllText(folder["new.md"]);
        Assert.That(page, Does.StartWith($"# small\n\n{Begin}\n").And.EndWith($"\n{End}\n"));
        Assert.That(page, Does.Match(@"\n\| compared with plain \| seeds \|.*\n.*\n\| plain \| 10 \| 80\.55 .*\n\| better \| 10 \| 82\.55 \(0\.30\) \| \+2\.00 \| \+2\.00 to \+2\.00 \| 0\.012 \| helps \| 201,578 \| 1\.00 \(1\.00–1\.00\) \|\n"));

        File.WriteAllText(folder["mine.md"], $"# What we found\n\nRead this.\n\n{Begin}\n{End}\n\nAnd this.\n");
        Assert.That((await ReportAsync(study, folder["mine.md"])).ExitCode, Is.Zero);
        string mine = File.ReadAllText(folder["mine.md"]);
        Assert.That(mine, Is.EqualTo($"# What we found\n\nRead this.\n\n{page["# small\n\n".Length..]}\nAnd this.\n"));
        await ReportAsync(study, folder["mine.md"]);
        Assert.That(File.ReadAllText(folder["mine.md"]), Is.EqualTo(mine));

        File.WriteAllText(folder["other.md"], "Mine.\n");
        ProgramEnd refused = await ReportAsync(study, folder["other.md"], "--csv", folder["runs.csv"]);
        Assert.That((refused.ExitCode, refused.Output), Is.EqualTo((2, "")));
        Assert.That(refused.Error, Is.EqualTo(
            $"error: --markdown '{folder["other.md"]}' exists and has no place for the block 'study small'. Put these two lines where it is to stand: {Begin} and {End}. Or name a new file.\n"));
        Assert.That(folder["runs.csv"], Does.Not.Exist);
        Assert.That(File.ReadAllText(folder["other.md"]), Is.EqualTo("Mine.\n"));
    }

    // The program's own output already has the report's text.
    [Test]
    [Platform("Linux")]
    public async Task Standard_output_gets_a_whole_page()
    {
        using TemporaryFolder folder = new();
        string study = Made(folder);

        ProgramEnd end = await ProgramProcess.RunInShellAsync($"\"$@\" > '{folder["out.txt"]}'", "study", "report", study, "--markdown", "/dev/stdout");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(folder["out.txt"]), Does.StartWith("small: Which?\n").And.Contain($"# small\n\n{Begin}\n"));
    }

    private static string Made(TemporaryFolder folder)
    {
        StudyPlan plan = StudyTexts.Plan(StudyReports.AdviceStudy());
        StudyFolder study = StudyFolder.Of(folder.Path, plan.Study);
        study.Keep(plan);
        int experiments = plan.Study.Experiments.Count;
        foreach (PlannedRun run in plan.Runs)
        {
            IReadOnlyList<EpochMetrics> history = StudyReports.Learned(StudyReports.AdviceAccuracy(run.Number % experiments, run.Settings.Seed));
            int correct = (int)Math.Round(history[^1].ValAccuracy * 10_000);
            StudyTexts.WriteRun(study, plan, run, GateRuns.Record(seed: run.Settings.Seed) with { History = history, Result = new RunResult(correct / 10_000.0, history[^1].ValLoss, correct, 10_000) });
        }

        return study.Root;
    }

    private static Task<ProgramEnd> ReportAsync(string study, string page, params string[] options) => ProgramProcess.RunAsync(["study", "report", study, "--markdown", page, .. options]);
}
