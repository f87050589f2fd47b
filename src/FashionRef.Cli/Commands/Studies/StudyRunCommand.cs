using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Studies;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study run</c>: makes a study's runs, or a share of them.</summary>
internal static class StudyRunCommand
{
    private const string Weights = "weights";

    public static Command Create()
    {
        StudyOptions options = new();
        Option<string?> shard = new("--shard") { Description = "Make one share only: with I/N the runs whose number divided by N leaves I, from 0. A job array of Slurm or Kubernetes tells it by itself.", HelpName = "I/N" };
        Option<string> keep = ChoiceOption.Create("--keep", "What to keep of a run beside its record and predicted labels.", [Weights]);
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
            StudySource source = options.Source(parse);
            StudyPlan plan = source.Plan;
            if (share.Count > plan.Runs.Count)
            {
                throw new FashionRefException(FaultKind.BadRequest, FormattableString.Invariant($"There are {share.Count} shares, but only {plan.Runs.Count} runs: take at most that many."));
            }

            foreach (string engine in plan.Runs.Select(run => run.Settings.Engine).Distinct())
            {
                InstalledEngines.Find(engine);
            }

            IAnsiConsole console = Terminal.Progress(parse);
            StudyFolder folder = StudyFolder.Of(parse.GetRequiredValue(artifacts), plan.Study);
            folder.Keep(plan);
            StudyState before = StudyState.Of(plan, folder);
            foreach (PlannedRun left in before.Left.Where(run => share.Has(run.Number)))
            {
                folder.RemoveUnfinished(left);
            }

            PlannedRun[] wanted = [.. before.Runs.Where(state => share.Has(state.Run.Number) && state.Kind is StudyRunKind.Broken or StudyRunKind.Missing).Select(state => state.Run)];
            StudyProgress progress = new(Terminal.Lines(console), plan, before, share, TimeProvider.System);
            progress.Begin(origin, wanted.Length, options.JobCount(parse, plan));
            if (wanted.Length > 0)
            {
                string? fashionMnist = wanted.Any(run => plan.FolderOf(run) is null)
                    ? (await DatasetAccess.FetchAsync(parse.GetValue(data), parse.GetRequiredValue(artifacts), console, cancellationToken).ConfigureAwait(false)).Folder
                    : null;
                IReadOnlyList<string> worker = StudyWorkerCommand.Arguments(parse.GetRequiredValue(options.File), folder, fashionMnist, parse.GetValue(keep) == Weights);
                await StudyJobs.RunAsync(wanted, Math.Min(wanted.Length, options.JobCount(parse, plan)), worker, progress, cancellationToken).ConfigureAwait(false);
            }

            return (int)progress.End(StudyState.Of(plan, folder), folder);
        });
        return command;
    }
}
