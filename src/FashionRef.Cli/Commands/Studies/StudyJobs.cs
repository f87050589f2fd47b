using System.Collections.Concurrent;
using FashionRef.Cli.Workers;
using FashionRef.Studies;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Makes runs of a study: hands them out to worker processes, each of which makes one at a time.</summary>
/// <param name="plan">The study's plan.</param>
/// <param name="folder">The study's folder, which has this plan.</param>
/// <param name="root">The folder that the study's data folders are relative to.</param>
/// <param name="jobs">How many runs at once.</param>
internal sealed class StudyJobs(StudyPlan plan, StudyFolder folder, string root, int jobs)
{
    private const int MostStarts = 3;

    /// <summary>Where the user has Fashion-MNIST, if anywhere.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder of all output, where Fashion-MNIST is kept.</summary>
    public required string ArtifactsFolder { get; init; }

    /// <summary>Whether trained weights are kept.</summary>
    public bool KeepsWeights { get; init; }

    /// <summary>Makes the runs that are to be made, and fetches Fashion-MNIST first where one of them takes it.</summary>
    /// <param name="name">What it is that is made, for people.</param>
    /// <param name="before">How far the runs are.</param>
    /// <param name="console">Where the progress is shown.</param>
    /// <param name="cancellationToken">Stops all runs after their current step; their checkpoints stay.</param>
    /// <exception cref="FashionRefException">The machine cannot go on, for example since its disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task MakeAsync(string name, IReadOnlyList<StudyRunState> before, IAnsiConsole console, CancellationToken cancellationToken)
    {
        PlannedRun[] runs = [.. before.Where(state => state.IsToMake).Select(state => state.Run)];
        using StudyProgress progress = new(console, before, jobs, TimeProvider.System);
        progress.Begin(name);
        if (runs.Length == 0)
        {
            return;
        }

        string? fashionMnist = runs.Any(run => plan.FolderOf(run) is null)
            ? (await DatasetAccess.FetchAsync(DataFolder, ArtifactsFolder, console, cancellationToken).ConfigureAwait(false)).Folder
            : null;
        IReadOnlyList<string> worker = StudyWorkerCommand.Arguments(folder, root, fashionMnist, KeepsWeights);
        ConcurrentQueue<PlannedRun> left = new(runs);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] all = [.. Enumerable.Range(0, Math.Min(jobs, runs.Length)).Select(_ => ServeAsync(left, worker, progress, stop))];
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

    private async Task ServeAsync(ConcurrentQueue<PlannedRun> left, IReadOnlyList<string> worker, StudyProgress progress, CancellationTokenSource stop)
    {
        WorkerProcess? process = null;
        try
        {
            while (left.TryDequeue(out PlannedRun? run))
            {
                stop.Token.ThrowIfCancellationRequested();
                progress.Started(run);

                // Another process may work through the same list.
                progress.Ended(run, Directory.Exists(folder.RunOf(run))
                    ? new StudyOutcome(run.Number, StudyEnd.MadeBefore, Seconds: 0)
                    : await MakeAsync(run).ConfigureAwait(false));
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

        // A process that the system killed is started again and goes on from the run's checkpoint; one that is killed each time is not.
        async Task<StudyOutcome> MakeAsync(PlannedRun run)
        {
            for (int starts = 1; ; starts++)
            {
                process ??= WorkerProcess.Start("makes runs", "how a run ended", ProgramStart.Of(worker));
                try
                {
                    return await process.AskAsync<StudyRequest, StudyOutcome>(new StudyRequest(run.Number), stop.Token).ConfigureAwait(false);
                }
                catch (FashionRefException end) when (process.EndedUnexpectedly && starts < MostStarts)
                {
                    progress.StartsAgain(run, end.Message);
                    process.Dispose();
                    process = null;
                }
            }
        }
    }
}
