using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>No scheduler, or one that this program does not know: a script that makes the share that its argument names, and a line for all.</summary>
internal static class ShellFiles
{
    private const string Start = "start.sh";
    private const string Share = "share.sh";

    /// <summary>The files.</summary>
    /// <param name="request">The study and its shares.</param>
    public static JobFiles Of(JobRequest request) => new(
        new Dictionary<string, string> { [Share] = ShareText(request), [Start] = StartText(request) },
        $"Run: sh {{0}}. For another scheduler let each of its jobs run {Share}, which stands beside it, with the number of its share.",
        Start);

    private static string ShareText(JobRequest request) => Invariant($$"""
        #!/bin/sh
        # Written by 'fashionref study submit'. Makes the share whose number, from 0 to {{request.Shares - 1}}, is the first argument.
        exec {{ShellText.Command(request.Run)}} --shard "${1:?Name a share.}/{{request.Shares}}"

        """);

    private static string StartText(JobRequest request) => Invariant($$"""
        #!/bin/sh
        # Written by 'fashionref study submit'. Makes the study; what is done is never made again.
        set -eu
        cd -- "$(dirname -- "$0")"
        {{(request.TakesFashionMnist ? ShellText.Command(request.Fetch) : ":")}}

        # With GNU parallel: seq 0 {{request.Shares - 1}} | parallel --jobs {{AtOnce(request)}} --line-buffer sh {{Share}}
        seq 0 {{request.Shares - 1}} | xargs -n 1 -P {{AtOnce(request)}} sh {{Share}} || true

        # Exit code 1: not all runs are done.
        code=0
        {{ShellText.Command(request.Status)}} || code=$?
        {{ShellText.Command(request.Report(""))}}
        exit "$code"

        """);

    private static int AtOnce(JobRequest request) => request.Limit ?? Math.Clamp(Environment.ProcessorCount / request.Processors, 1, request.Shares);
}
