using System.Collections.Concurrent;
using FashionRef.Cli.Workers;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Hands runs out to worker processes, each of which makes one at a time.</summary>
internal static class StudyJobs
{
    /// <summary>Makes the runs.</summary>
    /// <param name="runs">Which.</param>
    /// <param name="jobs">How many processes.</param>
    /// <param name="worker">A worker's command line, behind the program's name.</param>
    /// <param name="progress">Is told what happens.</param>
    /// <param name="cancellationToken">Stops all runs after their current step; their checkpoints stay.</param>
    /// <exception cref="FashionRefException">The machine cannot go on, for example since its disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(
        IEnumerable<PlannedRun> runs, int jobs, IReadOnlyList<string> worker, StudyProgress progress, CancellationToken cancellationToken)
    {
        ConcurrentQueue<PlannedRun> left = new(runs);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] all = [.. Enumerable.Range(0, jobs).Select(_ => ServeAsync(left, worker, progress, stop))];
        try
        {
            await Task.WhenAll(all).ConfigureAwait(false);
        }
        catch (Exception) when (all.FirstOrDefault(job => job.IsFaulted) is { } failed)
        {
            // Those that were stopped because of it only say that they were.
            await failed.ConfigureAwait(false);
        }
    }

    private static async Task ServeAsync(ConcurrentQueue<PlannedRun> left, IReadOnlyList<string> worker, StudyProgress progress, CancellationTokenSource stop)
    {
        WorkerProcess? process = null;
        try
        {
            while (left.TryDequeue(out PlannedRun? run))
            {
                stop.Token.ThrowIfCancellationRequested();
                process ??= WorkerProcess.Start("makes runs", "how a run ended", ProgramStart.Of(worker));
                progress.Started(run);
                progress.Ended(run, await process.AskAsync<StudyRequest, StudyOutcome>(new StudyRequest(run.Number), stop.Token).ConfigureAwait(false));
            }
        }
        catch (Exception)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (process is not null)
            {
                await process.EndAsync().ConfigureAwait(false);
                process.Dispose();
            }
        }
    }
}
