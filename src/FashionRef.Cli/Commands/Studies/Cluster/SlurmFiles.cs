using System.Text;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>Slurm: job arrays that make the shares, a job that reports after them, and a script that submits both.</summary>
internal static class SlurmFiles
{
    /// <summary>Slurm's MaxArraySize where its administrator has set none: indices must be below it.</summary>
    public const int DefaultMaxArraySize = 1001;

    private const string Start = "start.sh";
    private const string Array = "array.sbatch";
    private const string Report = "report.sbatch";

    // A full disk or a killed process is worth many tries; a limit that is below an epoch's time is not worth endless ones.
    private const int MostRestarts = 30;

    // Slurm sends the signal up to a minute earlier than it is asked to.
    private const int MostNoticeSeconds = 60;
    private const int NoticeSecondsOfAMinute = 20;

    private const int ReportMinutes = 60;

    /// <summary>The files.</summary>
    /// <param name="request">The study and its shares.</param>
    /// <param name="minutes">The time limit of a share.</param>
    /// <param name="maxArraySize">The cluster's MaxArraySize.</param>
    public static JobFiles Of(JobRequest request, int minutes, int maxArraySize) => new(
        new Dictionary<string, string> { [Array] = ArrayText(request, minutes), [Report] = ReportText(request), [Start] = StartText(request, maxArraySize) },
        "On the cluster run: sh {0}. Options for sbatch may follow, for example --partition=long --account=mine.",
        Start);

    /// <summary>Why the files cannot stand in a folder, in a sentence; or null. Slurm takes its path for a part of the name of each log.</summary>
    /// <param name="folder">From the root.</param>
    public static string? FolderFault(string folder) => folder.AsSpan().ContainsAny('%', '\\')
        ? $"The files would stand in '{folder}', but Slurm replaces % and \\ in the path of a log: name another folder with --output."
        : null;

    private static string ArrayText(JobRequest request, int minutes) => Invariant($$"""
        #!/bin/bash
        # Written by 'fashionref study submit'. A task makes one share of the study; {{Start}} submits it.
        #SBATCH --job-name={{request.Name}}
        #SBATCH --output=logs/%A_%a.log
        #SBATCH --open-mode=append
        #SBATCH --requeue
        #SBATCH --nodes=1
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task={{request.Processors}}
        #SBATCH --mem={{request.MemoryMiB}}M
        #SBATCH --time={{minutes}}
        #SBATCH --signal=B:USR1@{{Math.Min(MostNoticeSeconds, NoticeSecondsOfAMinute * minutes)}}

        # Slurm sends USR1 to this script alone, before the limit. TERM comes of scancel, of a requeue and of preemption, and goes to all.
        limit=
        stopped=
        program=
        trap 'limit=met; kill -TERM "$program" 2>/dev/null' USR1
        trap 'stopped=yes; kill -TERM "$program" 2>/dev/null' TERM

        # SLURM_ARRAY_TASK_ID plus the offset is the share.
        export {{ShardChoice.CountVariable}}={{request.Shares}} {{ShardChoice.OffsetVariable}}="${1:-0}"
        {{ShellText.Command(request.Run)}} &
        program=$!
        if [ -n "$limit$stopped" ]; then kill -TERM "$program"; fi
        while kill -0 "$program" 2>/dev/null; do wait "$program"; done
        wait "$program"
        code=$?

        # 0: the share is done. {{JobRequest.FinalCodes[0]}}: a run failed by itself and would again. {{JobRequest.FinalCodes[1]}}: the request is wrong.
        # Whoever stopped the task decides whether it starts again.
        case $code in 0 | {{string.Join(" | ", JobRequest.FinalCodes)}}) exit "$code" ;; esac
        if [ -n "$stopped" ]; then exit "$code"; fi

        # Slurm itself brings back a task whose node failed, but none that met its limit or whose program was killed.
        if [ "${SLURM_RESTART_COUNT:-0}" -ge {{MostRestarts}} ]; then
            echo "error: The share was started {{MostRestarts + 1}} times and is not done. Submit the study again to go on, with more --minutes if no epoch fits." >&2
            exit "$code"
        fi
        echo "The program ended with ${limit:+the time limit and }exit code $code. The task starts again and goes on from its last epoch."
        scontrol requeue "$SLURM_JOB_ID"
        exit "$code"

        """);

    private static string ReportText(JobRequest request) => Invariant($$"""
        #!/bin/bash
        # Written by 'fashionref study submit'. Runs when all tasks have ended, however they did; {{Start}} submits it.
        #SBATCH --job-name={{request.Name}}-report
        #SBATCH --output=logs/report-%j.log
        #SBATCH --requeue
        #SBATCH --nodes=1
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=1
        #SBATCH --mem={{request.MemoryMiB}}M
        #SBATCH --time={{ReportMinutes}}

        # Exit code 1: not all runs are done.
        {{ShellText.Command(request.Status)}}
        code=$?
        {{ShellText.Command(request.Report(""))}} || exit
        exit "$code"

        """);

    private static string StartText(JobRequest request, int maxArraySize)
    {
        StringBuilder text = new();
        text.Append("""
            #!/bin/sh
            # Written by 'fashionref study submit'. Submits the study's jobs; options for sbatch may follow its name.
            # What is done is never made again, so it may be submitted again.
            set -eu
            cd -- "$(dirname -- "$0")"
            mkdir -p logs

            """);
        if (request.TakesFashionMnist)
        {
            text.Append("\n# Here, since compute nodes often have no internet.\n").Append(ShellText.Command(request.Fetch)).Append('\n');
        }

        text.Append('\n');
        List<string> jobs = [];
        foreach (int offset in Enumerable.Range(0, ((request.Shares - 1) / maxArraySize) + 1).Select(part => part * maxArraySize))
        {
            int last = Math.Min(maxArraySize, request.Shares - offset) - 1;

            // A limit holds within an array, so arrays with one follow each other.
            string after = request.Limit is not null && jobs is [.., string before] ? $" --dependency=afterany:\"{before}\"" : "";
            string limit = request.Limit is { } most ? Invariant($"%{most}") : "";
            text.Append(Invariant($"job{jobs.Count}=$(sbatch --parsable --array=0-{last}{limit}{after} \"$@\" {Array} {offset})\n"));

            // Behind a semicolon stands the cluster's name, where there are several.
            jobs.Add(Invariant($"${{job{jobs.Count}%%;*}}"));
        }

        text.Append(Invariant($"""
            report=$(sbatch --parsable --dependency=afterany:"{string.Join(':', jobs)}" "$@" {Report})
            echo "Submitted {string.Join(", ", jobs)} and, after them, ${"{report%%;*}"}, which writes report.html, report.md and runs.csv here."

            """));
        return text.ToString();
    }
}
