using System.Diagnostics;
using System.Globalization;
using FashionRef.Files;
using FashionRef.Studies;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Benchmarks.Studies;

/// <summary>Ten thousand runs by 64 workers, some of which are killed: every run must be there once, and nothing else.</summary>
internal static class StudyLoad
{
    private const int Seeds = 2_500;
    private const int Jobs = 64;
    private const int Seed = 1;

    // On average. A run whose process is killed three times is given up, and a process of 64 on few processors needs a minute to start.
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(10);

    /// <summary>Makes and reads the study.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <returns>What was found.</returns>
    public static IEnumerable<Finding> Measure(string folder)
    {
        SmallData.Write(Path.Combine(folder, "few"));
        string file = Path.Combine(folder, "many.json");
        AtomicFile.WriteText(file, Invariant($$"""
            {
              "format": "fashionref-study-1", "name": "many", "question": "What does a study of ten thousand runs cost?",
              "base": { "data": "few", "epochs": 2 },
              "experiments": [{ "name": "a" }, { "name": "b", "settings": { "learning_rate": 0.02 } }, { "name": "c", "settings": { "learning_rate": 0.03 } }, { "name": "d", "settings": { "batch_size": 64 } }],
              "seeds": "1..{{Seeds}}",
              "comparisons": [{ "experiment": "b", "with": "a" }, { "experiment": "c", "with": "a" }, { "experiment": "d", "with": "a" }]
            }
            """));
        ProgramCall plan = ProgramCall.Of(null, "study", "plan", file);
        yield return new Finding("`study plan`", Invariant($"{plan.Seconds:F2} s"), "1 s", plan.ExitCode == 0 && plan.Seconds < 1);

        yield return Made(folder, file);
        StudyFolder study = new(Path.Combine(folder, "studies", "many"));
        yield return new Finding("every run there once, nothing lost, nothing left", Whole(study), "", Whole(study) == "yes");

        ProgramCall status = ProgramCall.Of(null, "study", "status", study.Root);
        yield return new Finding("`study status`", Invariant($"{status.Seconds:F2} s"), "5 s", status.ExitCode == 0 && status.Seconds < 5);

        ProgramCall report = ProgramCall.Of(null, "study", "report", study.Root, "--csv", Path.Combine(folder, "runs.csv"), "--markdown", Path.Combine(folder, "report.md"), "--page", Path.Combine(folder, "report.html"));
        yield return new Finding(
            "`study report` with CSV, Markdown and page",
            Invariant($"{report.Seconds:F1} s, {report.PeakBytes / 1e6:F0} MB"),
            "30 s, 300 MB",
            report.ExitCode == 0 && report.Seconds < 30 && report.PeakBytes < 300e6);
    }

    // Workers are killed at random moments; the program starts them again. Once the program itself is killed, and called again.
    private static Finding Made(string folder, string file)
    {
        string[] arguments = ["study", "run", file, "--artifacts", folder, "--jobs", Jobs.ToString(CultureInfo.InvariantCulture), "--quiet"];
        string runs = Path.Combine(folder, "studies", "many", "runs");
        RandomNumbers random = new(Seed, stream: 0);
        int killed = 0;
        ProgramCall first = ProgramCall.Of(
            process =>
            {
                KillSome(process);
                if (random.Unit() < ProgramCall.Look / TimeSpan.FromSeconds(1) && Directory.Exists(runs) && Directory.GetDirectories(runs).Length > Seeds)
                {
                    process.Kill();
                }
            },
            arguments);
        ProgramCall second = ProgramCall.Of(KillSome, arguments);
        return new Finding(
            Invariant($"{4 * Seeds:N0} runs by {Jobs} processes that start at once; {killed} of them killed at random moments, and once the program itself"),
            Invariant($"{first.Seconds + second.Seconds:F0} s, exit codes {first.ExitCode} and {second.ExitCode} {second.Error}"),
            "137 and 0",
            (first.ExitCode, second.ExitCode) == (137, 0));

        void KillSome(Process program)
        {
            if (random.Unit() < ProgramCall.Look / BetweenKills && Children(program.Id) is { Count: > 0 } children)
            {
                Kill(children[random.Below(children.Count)]);
                killed++;
            }
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private static List<int> Children(int id) =>
    [
        .. from thread in Directory.GetDirectories($"/proc/{id}/task")
           from child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
           select int.Parse(child, CultureInfo.InvariantCulture),
    ];

    private static string Whole(StudyFolder study)
    {
        StudyState state = StudyState.Of(study.Read(), study);
        int files = Directory.GetFiles(study.Root, "*", SearchOption.AllDirectories).Length;
        return state.IsComplete && state.Strange.Count == 0 && files == 1 + (3 * state.Runs.Count) && Directory.GetFileSystemEntries(study.Unfinished).Length == 0
            ? "yes"
            : Invariant($"no: {state.Runs.Count(run => run.Kind == StudyRunKind.Done)} runs, {files} files");
    }
}

/// <summary>A line of the table.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Found">What was found.</param>
/// <param name="Wanted">What it must be at most.</param>
/// <param name="IsGood">Whether it is.</param>
internal sealed record Finding(string What, string Found, string Wanted, bool IsGood);
