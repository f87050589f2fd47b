using System.CommandLine;
using System.Text;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Formats.Json;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study status</c>: how far a study is.</summary>
internal static class StudyStatusCommand
{
    private const int ShownFaults = 20;
    private static readonly StudyRunKind[] Kinds = Enum.GetValues<StudyRunKind>();

    public static Command Create()
    {
        Argument<string> folder = FolderArgument();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Show how many runs of a study are done: exit code 0 when all are, and their files are as they were written.") { folder, json };
        command.SetAction((parse, _) =>
        {
            StudyFolder found = new(parse.GetRequiredValue(folder));
            StudyPlan plan = found.Read();
            StudyState state = StudyState.Of(plan, found);
            Terminal.Output.Write(parse.GetValue(json) ? Document(plan, state) : Text(plan, state));
            return Task.FromResult((int)(state.IsComplete && state.Strange.Count == 0 ? ExitCode.Done : ExitCode.CheckFailed));
        });
        return command;
    }

    /// <summary>The folder of a study, for every command that takes one.</summary>
    public static Argument<string> FolderArgument()
    {
        Argument<string> folder = new("folder") { Description = "The study's folder: artifacts/studies/ with its name." };
        CommonOptions.RefuseNoFile(folder);
        return folder;
    }

    private static string Text(StudyPlan plan, StudyState state)
    {
        StringBuilder text = new();
        int width = plan.Study.Experiments.Max(experiment => Math.Max(experiment.Name.Length, "experiment".Length));
        text.Append(Invariant($"{plan.Study.Name}, plan {plan.Sha256[..12]}: {state.Runs.Count(run => run.Kind == StudyRunKind.Done)} of {state.Runs.Count} runs are done.\n\n"));
        text.Append($"  {"experiment".PadRight(width)}{string.Concat(Kinds.Select(kind => $"{Word(kind),9}"))}\n");
        foreach (StudyExperiment experiment in plan.Study.Experiments)
        {
            StudyRunState[] own = [.. state.Runs.Where(run => run.Run.Experiment == experiment.Name)];
            text.Append($"  {experiment.Name.PadRight(width)}{string.Concat(Kinds.Select(kind => Invariant($"{own.Count(run => run.Kind == kind),9}")))}\n");
        }

        if (state.Runs.Any(run => run.IsToMake))
        {
            text.Append("\n'study run' with the study's file goes on: with what is broken (begun and not done) and what is missing.\n");
        }

        StudyRunState[] faults = [.. state.Runs.Where(run => run.Message is not null)];
        foreach (StudyRunState run in faults.Take(ShownFaults))
        {
            text.Append(Invariant($"\n{Word(run.Kind)}: run {run.Run.Number} ({run.Run.Experiment}, seed {run.Run.Settings.Seed}): {OutsideText.Line(run.Message!)}"));
        }

        text.Append(faults.Length > ShownFaults ? Invariant($"\nand {faults.Length - ShownFaults} more") : "").Append(faults.Length > 0 ? "\n" : "");
        foreach (string differing in state.Differing)
        {
            text.Append($"\n{StudyState.Dispute(differing)}\n");
        }

        foreach (string strange in state.Strange)
        {
            text.Append($"\nNo run of this study: '{OutsideText.Line(Path.Combine(StudyFolder.RunsName, strange))}'. Move it away.\n");
        }

        return text.ToString();
    }

    private static string Document(StudyPlan plan, StudyState state) =>
        JsonSerializer.Serialize(StudyStatusDocument.Of(plan, state), JsonFormat.Options) + "\n";

    private static string Word(StudyRunKind kind) => kind.ToString().ToLowerInvariant();
}
