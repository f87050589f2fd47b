using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies;

/// <summary>A study of Keras files by the program and its workers, on forty images.</summary>
internal sealed class StudyOfFilesTests
{
    [Test]
    public async Task It_is_planned_and_made_and_its_folder_is_enough_to_report_and_audit_it_elsewhere()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        TestFiles.WriteAll(folder["few"], gzip: false);
        TestFiles.WriteAll(elsewhere["few"], gzip: false);
        StudyTexts.WriteModels(folder.Path);
        File.WriteAllText(folder["study.json"], StudyTexts.OfFiles);

        ProgramEnd plan = await ProgramProcess.RunAsync("study", "plan", folder["study.json"]);
        Assert.That((plan.ExitCode, plan.Error), Is.EqualTo((0, "")));
        Assert.That(plan.Output, Does.Match(@"\n  plain +softmax, torch, 2 epochs, batch size 10, judged by the last 10 training images, other data \(40 and 10 images\) +\d+ s +0, 2\n"));
        ProgramEnd made = await ProgramProcess.RunAsync("study", "run", folder["study.json"], "--artifacts", folder["made"], "--jobs", "1");
        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
        Assert.That(made.Output, Does.Match(@"\n4 of 4 done, 0 running, 0 failed, 0 s left\. Run 3 \(faster, seed 2\) held-out accuracy 0\.\d{4}, \d+ s\.\n4 of 4 runs are done\. "));

        Directory.Move(folder["made/studies/files"], elsewhere["files"]);
        ProgramEnd status = await ProgramProcess.RunAsync("study", "status", elsewhere["files"]);
        Assert.That((status.ExitCode, status.Error), Is.EqualTo((0, "")));
        ProgramEnd report = await ProgramProcess.RunAsync("study", "report", elsewhere["files"], "--csv", elsewhere["runs.csv"], "--markdown", elsewhere["report.md"]);
        Assert.That((report.ExitCode, report.Error), Is.EqualTo((0, "")));
        Assert.That(report.Output, Does.Contain("last held-out accuracy  held-out loss  parameters  seconds  collapsed\n").And.Match(@"\n  faster +2 of 2 .* 500 +\d\.\d +\d\n"));
        Assert.That(report.Output, Does.EndWith("on the last 10 training images.\n  All runs are judged by the last 10 training images, which they are not trained on; they do not look at the test set.\n"));
        Assert.That(File.ReadAllText(elsewhere["report.md"]), Does.Contain(" All runs are judged by the last 10 training images, ").And.Match(@"\n\| faster \| 2 of 2 \| "));
        Assert.That(File.ReadAllLines(elsewhere["runs.csv"])[1], Does.StartWith("0,plain,1,0,torch,2,10,0.05").And.EndsWith(",softmax,raw,10,500"));
        ProgramEnd audit = await ProgramProcess.RunAsync("study", "audit", elsewhere["files"], "--root", elsewhere.Path, "--artifacts", elsewhere.Path, "--sample", "2", "--jobs", "1", "--quiet");
        Assert.That((audit.ExitCode, audit.Error), Is.EqualTo((0, "")));
        Assert.That(audit.Output, Does.EndWith(": 2 of 4 runs were made again.\n  torch: 2 with the same bits\n"));
        Assert.That(Directory.GetFileSystemEntries(elsewhere["audits"]), Is.Empty);
    }
}
