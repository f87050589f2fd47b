using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Formats.Json;
using FashionRef.Studies;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Studies.Audit;

/// <summary><c>study audit</c>: makes some runs of a study again, and demands the same hashes.</summary>
internal static class StudyAuditCommand
{
    private const int DefaultSample = 20;

    public static Command Create()
    {
        Argument<string> folder = StudyStatusCommand.FolderArgument();
        Option<int> sample = NumberOption.Integer("--sample", "How many runs are made again, chosen at random.", DefaultSample, 1, StudyPlan.MostRuns);
        Option<int> seed = CommonOptions.Seed();
        Option<int?> jobs = StudyOptions.JobsOption();
        Option<string?> root = CommonOptions.OptionalFolder("--root", "The folder that the study's file was in: where its data folders are, if it has any.");
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Option<bool> json = CommonOptions.Json();
        seed.Description = "Chooses the runs.";
        Command command = new("audit", "Make some runs of a study again, here, and compare every hash and figure: exit code 0 when they are the same.")
        {
            folder, sample, seed, jobs, root, data, artifacts, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            StudyFolder audited = new(parse.GetRequiredValue(folder));
            StudyPlan plan = audited.Read();
            StudyRunState[] done = [.. StudyState.Of(plan, audited).Runs.Where(state => state.Kind == StudyRunKind.Done)];
            if (done.Length == 0)
            {
                throw new FashionRefException(FaultKind.BadRequest, $"'{audited.Root}' has no run that is done and as it was written, so there is nothing to make again. 'study status' tells how far it is.");
            }

            if (parse.GetValue(root) is null && plan.Data.Keys.FirstOrDefault() is { } other)
            {
                throw new FashionRefException(FaultKind.BadRequest, $"The study's runs take the data in '{OutsideText.Line(other)}', relative to the study's file. Name the folder in which that file is with --root.");
            }

            IReadOnlyList<StudyRunState> chosen = StudyAudit.Choose(done, parse.GetValue(sample), parse.GetValue(seed));
            IAnsiConsole console = Terminal.Progress(parse);
            string artifactsFolder = parse.GetRequiredValue(artifacts);
            int count = StudyOptions.JobCount(parse.GetValue(jobs), plan, chosen.Count);
            AuditFolder own = AuditFolder.Of(artifactsFolder, plan, chosen);
            StudyJobs making = new(plan, own.Folder, parse.GetValue(root) ?? ".", count) { DataFolder = parse.GetValue(data), ArtifactsFolder = artifactsFolder };
            await making.MakeAsync($"Audit of {plan.Study.Name}", own.States(), console, cancellationToken).ConfigureAwait(false);
            AuditedRun[] runs = [.. chosen.Zip(own.States(), StudyAudit.Compare)];
            bool isSame = runs.All(run => run.Verdict != AuditVerdict.Differs);
            Terminal.Output.Write(parse.GetValue(json) ? Document(plan, runs, isSame) : StudyAuditText.Format(plan, runs, done.Length, own.Folder));
            if (isSame)
            {
                own.Delete();
            }

            return (int)(isSame ? ExitCode.Done : ExitCode.CheckFailed);
        });
        return command;
    }

    private static string Document(StudyPlan plan, AuditedRun[] runs, bool isSame) => JsonSerializer.Serialize(
        new
        {
            Format = "fashionref-study-audit-1",
            Study = plan.Study.Name,
            PlanSha256 = plan.Sha256,
            IsSame = isSame,
            Runs = runs.Select(run => new { run.Run.Number, run.Run.Experiment, run.Run.Settings.Seed, run.Run.Settings.Engine, run.Verdict, run.Difference }),
        },
        JsonFormat.Options) + "\n";
}
