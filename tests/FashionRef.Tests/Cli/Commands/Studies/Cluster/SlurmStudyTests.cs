using System.Globalization;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>A real study as jobs of a real Slurm, where one is installed.</summary>
internal sealed class SlurmStudyTests
{
    // Some seconds of one step each: long enough to be met at work.
    private const int Epochs = 300;

    [Test]
    [Category(LongTests.Category)]
    [Platform("Linux")]
    public async Task A_study_whose_jobs_are_killed_and_queued_again_has_the_hashes_of_one_machine()
    {
        using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using TemporaryFolder folder = new();
        string home = folder[JobRequests.HostileName];
        Directory.CreateDirectory(Path.Combine(home, "processes"));
        TestFiles.WriteAll(Path.Combine(home, "few"), gzip: false);
        string study = Path.Combine(home, "study.json");
        File.WriteAllText(study, StudyTexts.Changed(text =>
        {
            text["base"]!["data"] = "few";
            text["base"]!["epochs"] = Epochs;
            text["seeds"] = "1..3";
            text["comparisons"] = null;
        }));

        // The program, which tells its process' number first.
        string program = Path.Combine(home, "my program");
        ShellScript.Write(program, "echo $$ >\"${0%/*}/processes/${SLURM_ARRAY_TASK_ID-report}+${FASHIONREF_SHARD_OFFSET-}\"\nexec dotnet \"$FASHIONREF_TESTED\" \"$@\"");
        string artifacts = Path.Combine(home, "artifacts");
        ProgramEnd written = await ProgramProcess.RunAsync(
            "study", "submit", study, "--to", "slurm", "--artifacts", artifacts, "--program", program, "--minutes", "20", "--memory", "500", "--limit", "2", "--max-array-size", $"{SlurmCluster.MaxArraySize}");
        Assert.That((written.ExitCode, written.Error), Is.EqualTo((0, "")));
        StudyFolder made = new(Path.Combine(artifacts, "studies/small"));
        string jobs = Path.Combine(made.Root, "jobs/slurm");

        string submitted = await cluster.RunAsync("sh", Path.Combine(jobs, "start.sh"), $"--export=ALL,FASHIONREF_TESTED={ProgramProcess.Program}");

        Assert.That(submitted, Is.EqualTo("Submitted 1, 2 and, after them, 3, which writes report.html, report.md and runs.csv here.\n"), "Six shares are two arrays of at most five tasks.");
        await cluster.WaitAsync(() => Task.FromResult(HasCheckpoint(made, "00000-") && HasCheckpoint(made, "00001-")), "the first two tasks make no checkpoint");
        await TestProcess.SignalAsync("-KILL", int.Parse(File.ReadAllText(Path.Combine(home, "processes/0+0")), CultureInfo.InvariantCulture));
        await cluster.RunAsync("scontrol", "requeue", "1_1");
        await cluster.WaitAsync(async () => await cluster.RunAsync("squeue", "--noheader") == "", "jobs are left");

        string killed = File.ReadAllText(Path.Combine(jobs, "logs/1_0.log"));
        string queued = File.ReadAllText(Path.Combine(jobs, "logs/1_1.log"));
        Assert.That(Starts(killed), Is.EqualTo(2), killed);
        Assert.That(killed, Does.Contain("\nThe program ended with exit code 137. The task starts again and goes on from its last epoch.\n"));
        Assert.That(Starts(queued), Is.EqualTo(2), queued);
        Assert.That(queued, Does.Contain("DUE TO JOB REQUEUE").And.Not.Contain("The task starts again"));
        Assert.That(File.ReadAllText(Path.Combine(jobs, "logs/2_0.log")), Does.StartWith("Share 5 of 6, from SLURM_ARRAY_TASK_ID and FASHIONREF_SHARD_OFFSET.\n"));
        Assert.That(File.ReadAllText(Path.Combine(jobs, "logs/report-3.log")), Does.Contain(": 6 of 6 runs are done."));
        Assert.That(File.ReadAllText(Path.Combine(jobs, "report.md")), Does.StartWith("# small\n"));

        ProgramEnd one = await ProgramProcess.RunAsync("study", "run", study, "--artifacts", folder["one"]);
        Assert.That((one.ExitCode, one.Error), Is.EqualTo((0, "")));
        Assert.That(Hashes(made), Has.Length.EqualTo(6).And.EqualTo(Hashes(new StudyFolder(folder["one/studies/small"]))));
    }

    private static bool HasCheckpoint(StudyFolder folder, string number) =>
        Directory.Exists(folder.Unfinished) && Directory.GetDirectories(folder.Unfinished, $"{number}*").Any(run => File.Exists(Path.Combine(run, "checkpoint.safetensors")));

    private static int Starts(string log) => log.Split('\n').Count(line => line.StartsWith("Share ", StringComparison.Ordinal));

    private static (string, string, string)[] Hashes(StudyFolder folder) =>
        [.. StudyState.Of(folder.Read(), folder).Runs.Select(run => (run.Result!.TrainedWeights, run.Result.TestLogits, run.Result.Files["predicted.txt"]))];
}
