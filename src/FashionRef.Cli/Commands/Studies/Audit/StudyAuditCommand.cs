using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Formats.Json;
using FashionRef.Studies;

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
            StudyState state = StudyState.Of(plan, audited);
            StudyRunState[] done = [.. state.Runs.Where(run => run.Kind == StudyRunKind.Done)];
            if (done.Length == 0)
            {
                throw new FashionRefException(FaultKind.BadRequest, $"'{audited.Root}' has no run that is done and as it was written, so there is nothing to make again. 'study status' tells how far it is.");
            }

            if (parse.GetValue(root) is null && plan.Data.Keys.FirstOrDefault() is { } other)
            {
                throw new FashionRefException(FaultKind.BadRequest, $"The study's runs take the data in '{OutsideText.Line(other)}', relative to the study's file. Name the folder in which that file is with --root.");
            }

            IReadOnlyList<StudyRunState> chosen = StudyAudit.Choose(done, parse.GetValue(sample), parse.GetValue(seed));
            string artifactsFolder = parse.GetRequiredValue(artifacts);
            int count = StudyOptions.JobCount(parse.GetValue(jobs), plan, chosen.Count);

            // A folder of its own each time: what somebody has left in another one proves nothing.
            StudyFolder own = new(Path.Combine(artifactsFolder, "audits", $"{plan.Study.Name}-{plan.Sha256[..12]}.{Path.GetRandomFileName()}"));
            bool isSame = true;
            try
            {
                own.CopyModels(plan, audited);
                own.Keep(plan);
                StudyJobs making = new(plan, own, parse.GetValue(root) ?? ".", count) { DataFolder = parse.GetValue(data), ArtifactsFolder = artifactsFolder };
                await making.MakeAsync(
                    $"Audit of {plan.Study.Name}", [.. chosen.Select(run => new StudyRunState(run.Run, StudyRunKind.Missing))], Terminal.Progress(parse), cancellationToken).ConfigureAwait(false);
                StudyState made = StudyState.Of(plan, own);
                AuditedRun[] runs = [.. chosen.Select(run => StudyAudit.Compare(run, made.Runs[run.Run.Number]))];
                isSame = runs.All(run => run.Verdict != AuditVerdict.Differs);
                Terminal.Output.Write(parse.GetValue(json) ? Document(plan, state, runs, isSame) : StudyAuditText.Format(plan, state, runs, own));
            }
            finally
            {
                if (isSame && Directory.Exists(own.Root))
                {
                    Directory.Delete(own.Root, recursive: true);
                }
            }

            // A run that was changed, or that two machines disagree about, is none that could be chosen.
            return (int)(isSame && state.Differing.Count == 0 && state.Runs.All(run => run.Kind != StudyRunKind.Damaged) ? ExitCode.Done : ExitCode.CheckFailed);
        });
        return command;
    }

    private static string Document(StudyPlan plan, StudyState state, AuditedRun[] runs, bool isSame) =>
        JsonSerializer.Serialize(StudyAuditDocument.Of(plan, state, runs, isSame), JsonFormat.Options) + "\n";
}
