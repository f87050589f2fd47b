using System.CommandLine;
using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Studies;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study run</c>: makes a study's runs, or a share of them.</summary>
internal static class StudyRunCommand
{
    private const string Weights = "weights";

    public static Command Create()
    {
        StudyOptions options = new();
        Option<string?> shard = new("--shard") { Description = "Make one share only: with I/N the runs whose number divided by N leaves I, from 0. A job array of Slurm or Kubernetes tells it by itself.", HelpName = "I/N" };
        Option<string> keep = Keep();
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("run", "Make a study's runs. Those that are done are kept; those that were stopped go on from their last epoch.")
        {
            options.File, options.Jobs, shard, keep, data, artifacts,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            // Every fault of the request before the work.
            (Shard share, string? origin) = ShardChoice.Of(parse.GetValue(shard), Environment.GetEnvironmentVariable);
            StudyPlan plan = options.Plan(parse);
            if (share.Count > plan.Runs.Count)
            {
                throw new FashionRefException(FaultKind.BadRequest, Invariant($"There are {share.Count} shares, but only {plan.Runs.Count} runs: take at most that many."));
            }

            foreach (string engine in plan.Runs.Select(run => run.Settings.Engine).Distinct())
            {
                InstalledEngines.Find(engine);
            }

            StudyForecast.RequireTrainers(plan);
            IAnsiConsole console = Terminal.Progress(parse);
            TextWriter lines = Terminal.Lines(console);
            StudyFolder folder = StudyFolder.Of(parse.GetRequiredValue(artifacts), plan.Study);
            folder.Keep(plan);
            IReadOnlyList<StudyRunState> before = StudyState.Of(plan, folder, share).Runs;
            foreach (StudyRunState state in before.Where(state => state.IsLeft))
            {
                folder.RemoveUnfinished(state.Run);
            }

            if (origin is not null)
            {
                lines.WriteLine($"Share {share.Index} of {share.Count}, from {origin}.");
            }

            int count = options.JobCount(parse, plan);
            StudyJobs jobs = new(plan, folder, StudyDatasets.RootOf(parse.GetRequiredValue(options.File)), count)
            {
                DataFolder = parse.GetValue(data),
                ArtifactsFolder = parse.GetRequiredValue(artifacts),
                KeepsWeights = parse.GetValue(keep) == Weights,
            };
            try
            {
                await jobs.MakeAsync(plan.Study.Name, before, console, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception)
            {
                throw new FashionRefException(FaultKind.Interrupted, "Stopped. Runs that are done are kept; the same command goes on.", exception);
            }

            StudyState after = StudyState.Of(plan, folder, share);
            lines.WriteLine(Invariant($"{after.Runs.Count(state => state.Kind == StudyRunKind.Done)} of {after.Runs.Count} runs are done. They are in '{folder.Root}'; 'study status' tells {(after.IsComplete ? "more" : "what is with the others")}."));

            // A check failed where a run of the share did, was changed, or disagrees with another machine's.
            return (int)(after.IsComplete ? ExitCode.Done : ExitCode.CheckFailed);
        });
        return command;
    }

    /// <summary><c>--keep weights</c>.</summary>
    public static Option<string> Keep() => ChoiceOption.Create("--keep", "What to keep of a run beside its record and predicted labels.", [Weights]);
}
