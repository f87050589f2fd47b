using System.Diagnostics;
using System.Globalization;
using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>The scripts for Slurm, run by bash with stand-ins for Slurm's commands and for the program. SlurmStudyTests has the real ones.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
internal sealed class SlurmFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SlurmFilesTests()
    {
        Directory.CreateDirectory(Jobs);
        Directory.CreateDirectory(_folder["bin"]);
        Fake("sbatch", $"for word in \"$@\"; do printf '<%s>' \"$word\"; done >>\"{_folder["sbatch"]}\"; echo >>\"{_folder["sbatch"]}\"; n=$(wc -l <\"{_folder["sbatch"]}\"); echo \"$((40 + n));cluster\"");
        Fake("scontrol", $"echo \"$*\" >>\"{_folder["scontrol"]}\"");
    }

    private string Jobs => _folder[$"{JobRequests.HostileName}/jobs"];

    private string Program => _folder[$"{JobRequests.HostileName}/my program"];

    public void Dispose() => _folder.Dispose();

    [Test]
    public void An_array_asks_for_what_a_share_needs()
    {
        JobRequest request = JobRequests.Of("/s") with { MemoryMiB = 1500, Plan = StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["threads"] = 3)) };

        string[] lines = SlurmFiles.Of(request, minutes: 90, maxArraySize: 1001).Files["array.sbatch"].Split('\n');

        Assert.That(
            lines.Where(line => line.StartsWith("#SBATCH", StringComparison.Ordinal)),
            Is.EqualTo([
                "#SBATCH --job-name=small",
                "#SBATCH --output=logs/%A_%a.log",
                "#SBATCH --open-mode=append",
                "#SBATCH --requeue",
                "#SBATCH --nodes=1",
                "#SBATCH --ntasks=1",
                "#SBATCH --cpus-per-task=3",
                "#SBATCH --mem=1500M",
                "#SBATCH --time=90",
                "#SBATCH --signal=B:USR1@60",
            ]));
        Assert.That(lines[0], Is.EqualTo("#!/bin/bash"));
        Assert.That(SlurmFiles.Of(request, minutes: 1, maxArraySize: 1001).Files["array.sbatch"], Does.Contain("\n#SBATCH --time=1\n#SBATCH --signal=B:USR1@20\n"));
    }

    [TestCase(12, 100, null, "<--parsable><--array=0-11><--account=a b><array.sbatch><0>", "41")]
    [TestCase(12, 5, null, "<--parsable><--array=0-4><--account=a b><array.sbatch><0>\n<--parsable><--array=0-4><--account=a b><array.sbatch><5>\n<--parsable><--array=0-1><--account=a b><array.sbatch><10>", "41:42:43")]
    [TestCase(12, 6, 4, "<--parsable><--array=0-5%4><--account=a b><array.sbatch><0>\n<--parsable><--array=0-5%4><--dependency=afterany:41><--account=a b><array.sbatch><6>", "41:42")]
    [TestCase(1, 6, 1, "<--parsable><--array=0-0%1><--account=a b><array.sbatch><0>", "41")]
    public async Task The_data_are_fetched_and_arrays_and_a_report_are_submitted(int shares, int most, int? limit, string arrays, string jobs)
    {
        FakeProgram("echo \"$*\" >>\"${0%/*}/words\"");
        Write(request => request with { Shares = shares, Limit = limit, Data = "/my data" }, most);

        ProgramEnd end = await TestProcess.RunAsync(Start("sh", Path.Combine(Jobs, "start.sh"), "--account=a b"));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(_folder["sbatch"]), Is.EqualTo($"{arrays}\n<--parsable><--dependency=afterany:{jobs}><--account=a b><report.sbatch>\n"));
        Assert.That(end.Output, Is.EqualTo($"Submitted {jobs.Replace(":", ", ", StringComparison.Ordinal)} and, after them, {int.Parse(jobs[^2..], CultureInfo.InvariantCulture) + 1}, which writes report.html, report.md and runs.csv here.\n"));
        Assert.That(File.ReadAllText(_folder[$"{JobRequests.HostileName}/words"]), Is.EqualTo($"fetch --data /my data --artifacts {_folder[$"{JobRequests.HostileName}/artifacts"]}\n"));
        Assert.That(Path.Combine(Jobs, "logs"), Does.Exist);
    }

    [Test]
    public async Task Without_the_data_nothing_is_submitted()
    {
        FakeProgram("exit 3");
        Write();

        Assert.That((await TestProcess.RunAsync(Start("sh", Path.Combine(Jobs, "start.sh")))).ExitCode, Is.EqualTo(3));
        Assert.That(_folder["sbatch"], Does.Not.Exist);
    }

    [Test]
    public async Task A_task_makes_its_share()
    {
        FakeProgram("printf '<%s>' \"$@\"; echo \" $SLURM_ARRAY_TASK_ID of $FASHIONREF_SHARDS + $FASHIONREF_SHARD_OFFSET\"");
        Write(request => request with { KeepsWeights = true });

        ProgramEnd end = await TestProcess.RunAsync(Task("5"));

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            0,
            $"<study><run><{_folder[$"{JobRequests.HostileName}/study.json"]}><--jobs><1><--artifacts><{_folder[$"{JobRequests.HostileName}/artifacts"]}><--keep><weights> 2 of 12 + 5\n",
            "")));
    }

    [TestCase("exit 0", 0, 0, false)]
    [TestCase("exit 1", 0, 1, false)]
    [TestCase("exit 2", 0, 2, false)]
    [TestCase("exit 3", 0, 3, true)]
    [TestCase("kill -9 $$", 0, 137, true)]
    [TestCase("exit 130", 29, 130, true)]
    [TestCase("exit 130", 30, 130, false)]
    public async Task A_task_starts_again_where_that_helps(string program, int restarts, int exitCode, bool startsAgain)
    {
        FakeProgram(program);
        Write();
        ProcessStartInfo task = Task();
        task.Environment["SLURM_RESTART_COUNT"] = $"{restarts}";

        ProgramEnd end = await TestProcess.RunAsync(task);

        Assert.That(end.ExitCode, Is.EqualTo(exitCode));
        Assert.That(Requeued(), Is.EqualTo(startsAgain ? "requeue 77\n" : ""));
        Assert.That(end.Output, startsAgain ? Is.EqualTo($"The program ended with exit code {exitCode}. The task starts again and goes on from its last epoch.\n") : Is.Empty);
        Assert.That(end.Error.Contains("error: The share was started 31 times", StringComparison.Ordinal), Is.EqualTo(restarts == 30));
    }

    // Slurm's own TERM comes of whoever stops the task, and must not bring it back.
    [TestCase("-USR1", 130, "requeue 77\n")]
    [TestCase("-TERM", 130, "")]
    public async Task Before_the_limit_the_program_is_told_and_the_task_starts_again(string signal, int exitCode, string requeued)
    {
        FakeProgram("trap 'sleep 0.3; echo saved; exit 130' TERM; echo started; while :; do sleep 0.05; done");
        Write();
        using TestProcess task = TestProcess.Start(Task());
        Assert.That(await task.ReadLineAsync(), Is.EqualTo("started"));

        await TestProcess.SignalAsync(signal, task.Id);
        ProgramEnd end = await task.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((exitCode, "")));
        Assert.That(end.Output, Does.StartWith("saved\n"));
        Assert.That(end.Output, signal == "-USR1" ? Does.Contain("with the time limit and exit code 130") : Is.EqualTo("saved\n"));
        Assert.That(Requeued(), Is.EqualTo(requeued));
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, 0, 1)]
    [TestCase(0, 3, 3)]
    public async Task The_last_job_tells_whether_all_runs_are_done(int status, int report, int exitCode)
    {
        FakeProgram($"echo \"$2 ${{4-}}\"; [ \"$2\" = report ] && exit {report}; exit {status}");
        Write();

        ProgramEnd end = await TestProcess.RunAsync(Start("bash", Path.Combine(Jobs, "report.sbatch")));

        Assert.That(end, Is.EqualTo(new ProgramEnd(exitCode, "status \nreport --csv\n", "")));
    }

    [TestCase("/home/a%b")]
    [TestCase(@"/home/a\b")]
    public void A_folder_whose_name_Slurm_would_change_is_refused(string folder) =>
        Assert.That(SlurmFiles.FolderFault(folder), Does.StartWith($"The files would stand in '{folder}', but Slurm replaces % and \\"));

    [Test]
    public void Another_folder_is_not_refused() => Assert.That(SlurmFiles.FolderFault($"/{JobRequests.HostileName}"), Is.Null);

    private void Write(Func<JobRequest, JobRequest>? change = null, int maxArraySize = 1001)
    {
        JobRequest request = JobRequests.Of(_folder[JobRequests.HostileName], Program);
        foreach ((string name, string text) in SlurmFiles.Of(change?.Invoke(request) ?? request, minutes: 60, maxArraySize).Files)
        {
            File.WriteAllText(Path.Combine(Jobs, name), text);
        }
    }

    private void Fake(string name, string body) => ShellScript.Write(_folder[$"bin/{name}"], body);

    private void FakeProgram(string body) => ShellScript.Write(Program, body);

    private ProcessStartInfo Task(string offset = "0")
    {
        ProcessStartInfo task = Start("bash", Path.Combine(Jobs, "array.sbatch"), offset);
        task.Environment["SLURM_JOB_ID"] = "77";
        task.Environment["SLURM_ARRAY_TASK_ID"] = "2";
        return task;
    }

    private ProcessStartInfo Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments);
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        return start;
    }

    private string Requeued() => File.Exists(_folder["scontrol"]) ? File.ReadAllText(_folder["scontrol"]) : "";
}
