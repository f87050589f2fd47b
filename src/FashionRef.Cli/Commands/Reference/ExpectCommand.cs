using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>expect</c>: derives what the gate expects of a run from runs known to be correct.</summary>
internal static class ExpectCommand
{
    public static Command Create()
    {
        Option<string?> from = CommonOptions.OptionalFile("--from", "Runs over seeds to derive it from, for example those of Keras in 'baselines'.");
        Option<string[]> studies = FilesOption.Create("--study", "Derive it from the runs of studies, which must be done: their folders.", "DIR");
        Option<string[]> runs = FilesOption.Create("--run", "Derive it from runs of any program, 10 or more of different seeds: their run.json.");
        Option<string[]> answers = FilesOption.Create("--answers", "Derive what programs must answer to probes: from answers of right programs, the first of them in float64.");
        Option<string[]> others = FilesOption.Create("--others", "Files of other right programs' runs that start from the same weights and order: how far programs may be apart.");
        Option<string?> model = CommonOptions.OptionalFile("--model", "The Keras file that the runs are of, where they are not of the notebook's models: of a study with several models, this one's runs.");
        Option<string> folder = CommonOptions.ExpectationsToWrite();
        Command command = new("expect", "Derive what the gate expects of a run, from runs known to be correct. Review what it changes before you commit it.")
        {
            from, studies, runs, answers, model, others, folder,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { from, studies, runs, answers }.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("Give one of --from FILE, --study DIR..., --run FILE... or --answers FILE...");
            }
            else if (result.GetResult(answers) is not null && new Option[] { model, others }.FirstOrDefault(option => result.GetResult(option) is not null) is { } ofRuns)
            {
                result.AddError($"{ofRuns.Name} is for runs, and --answers are of single steps. Leave one of them out.");
            }
        });
        command.SetAction((parse, cancellationToken) =>
        {
            string baselines = parse.GetRequiredValue(folder);
            (Option<string[]> Option, string[] Files)[] lists = [.. new[] { studies, runs, answers, others }.Select(option => (option, parse.GetValue(option) ?? []))];
            if (lists.Select(list => FilesOption.Fault(list.Option.Name, list.Files, command.Name)).FirstOrDefault(fault => fault is not null) is { } fault)
            {
                throw new FashionRefException(FaultKind.BadRequest, fault);
            }

            if (parse.GetValue(answers) is { Length: > 0 } files)
            {
                ProbeExpectation.Write(files, baselines);
                return Task.FromResult((int)ExitCode.Done);
            }

            SeedRuns[] programs = [.. (parse.GetValue(others) ?? []).Select(SeedRunsFile.Read)];
            ExpectedModel? own = parse.GetValue(model) is { } path ? ExpectedModel.Read(path) : null;
            (SeedRuns right, string file) = parse.GetValue(from) is { } named ? (SeedRunsFile.Read(named), named) : Made(parse.GetValue(studies)!, parse.GetValue(runs)!, own, baselines);
            ExpectedModel.RequireFitting(own, right.File, file);
            if (Array.Find(programs, program => (program.Model, program.File?.Sha256, program.Shuffle, program.Epochs, program.BatchSize) != (right.Model, right.File?.Sha256, right.Shuffle, right.Epochs, right.BatchSize)) is { } stranger)
            {
                throw new FashionRefException(FaultKind.BadRequest, $"--others has runs of {OutsideText.Line(stranger.Origin())} that are of another model, shuffle, number of epochs or batch size. Give runs of the same.");
            }

            ExpectationVersions versions = new(baselines);
            OutputFiles.Refuse([file], ("The expectation", Path.Combine(baselines, ExpectationFile.Name(right.Key))));
            versions.RefuseOther(right);
            GateReference? before = GateReference.ReadIfThere(baselines, right.Key);
            Terminal.Lines(Terminal.Progress(parse)).WriteLine("Simulating right programs, to find what they exceed seldom enough: up to two minutes. Ctrl-C stops it.");
            string written = versions.Write(Expectation.Of(right, Path.GetFileName(file), programs, cancellationToken), right, own?.File);
            Terminal.Output.WriteLine(ExpectationText.Format(ExpectationFile.Read(written)));
            if (before?.Expectation.File is { } replaced && replaced != right.File)
            {
                Terminal.Output.WriteLine(Invariant($"It takes the place of expectations {before.Expectation.Version}, which are of another model, loss, optimizer or pixels of that name and are kept in 'versions'."));
            }

            string beside = $"its runs to '{Path.Combine(Path.GetDirectoryName(written)!, Path.GetFileName(file))}'{(right.File is { } source ? $", its model to '{Path.Combine(Path.GetDirectoryName(written)!, ExpectationFile.ModelFile(source))}'" : "")} beside it";
            Terminal.Output.WriteLine($"Written to '{written}', and {beside}: they belong together. Judge by them with 'gate --expectations {written}'.");
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    // The runs' file is written only with the expectation, so that the two always belong together.
    private static (SeedRuns Runs, string File) Made(string[] studies, string[] records, ExpectedModel? own, string baselines)
    {
        IReadOnlyList<GateRun> made = studies.Length > 0 ? StudyRuns.Read(studies) : [.. records.Select(GateRun.Read)];
        ExpectedModel.RequireNamed(own, made);
        SeedRuns runs = SeedRunsOf.Runs(own?.RunsOf(made) ?? made);
        string file = Path.Combine(baselines, SeedRunsFile.Name(runs));
        OutputFiles.Refuse(made.Select(run => run.RecordFile), ("The file of runs", file));
        return SeedRunsFile.Fault(runs) is { } fault
            ? throw new FashionRefException(FaultKind.BadRequest, $"From these runs no expectation can be derived: {fault}.")
            : (runs, file);
    }
}
