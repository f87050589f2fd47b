using FashionRef.Gate;
using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Report.Page;

internal sealed class RunJudgementTests
{
    [Test]
    public void One_seed_with_two_engines_is_not_taken_for_one_run_counted_twice()
    {
        using TemporaryFolder folder = new();
        ReportedRun[] runs = [KerasRuns.Write(folder["torch"], model: 1), Renamed(folder["exact"], "exact")];

        IReadOnlyList<GateCheck> checks = RunJudgement.Of(new ReportMaterial(runs, RealDataset.Load(), KerasSeeds.Folder)).Gate.Checks;

        Assert.That(checks.Select(check => check.Kind), Does.Not.Contain(CheckKind.DistinctRuns));
        Assert.That(checks.Where(check => check.Kind == CheckKind.Accuracy).Select(check => check.Verdict), Is.EqualTo(new[] { CheckVerdict.Passed, CheckVerdict.Passed }));
    }

    [Test]
    public void One_run_that_is_given_twice_is()
    {
        using TemporaryFolder folder = new();
        ReportedRun run = KerasRuns.Write(folder.Path, model: 1);

        GateReport report = RunJudgement.Of(new ReportMaterial([run, run], RealDataset.Load(), KerasSeeds.Folder)).Gate;

        Assert.That(report.Checks.Single(check => check.Verdict == CheckVerdict.Failed).Kind, Is.EqualTo(CheckKind.DistinctRuns));
    }

    [Test]
    public void A_record_of_another_name_is_judged_and_not_the_one_beside_it()
    {
        using TemporaryFolder folder = new();
        KerasRuns.Write(folder.Path, model: 1);
        File.Move(folder["run.json"], folder["mine.json"]);
        File.WriteAllText(folder["run.json"], "another");

        GateReport report = RunJudgement.Of(new ReportMaterial([ReportedRun.Read(folder["mine.json"])], RealDataset.Load(), KerasSeeds.Folder)).Gate;

        Assert.That(report.Checks.Select(check => check.Verdict), Is.All.Not.EqualTo(CheckVerdict.Failed));
    }

    private static ReportedRun Renamed(string folder, string engine)
    {
        string record = Path.Combine(folder, "run.json");
        KerasRuns.Write(folder, model: 1);
        return ReportedRun.Read(ChangedJson.Write(record, record, node => node["settings"]!["engine"] = engine));
    }
}
