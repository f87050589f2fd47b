using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Training.Runs;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands;

/// <summary><c>report</c>: shows runs on a page, beside the notebook.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.Create();
        Option<int> seed = CommonOptions.Seed();
        Option<string> engine = EngineOption.Create("The engine that trained the runs.");
        Option<string[]> runs = FilesOption.Create("--run", "A run.json to show instead; may be given several times.");
        Option<string?> compare = CommonOptions.OptionalFile(
            "--compare", "A second run.json of the same model: shows the mistakes that it makes and avoids compared with --run.");
        Option<string> expectations = CommonOptions.Expectations();
        Option<string?> data = CommonOptions.Data();
        Option<bool> force = new("--force") { Description = "Write the page even if nothing on it has changed." };
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("report", "Show trained runs on a page, beside the notebook: artifacts/report/index.html, one file that needs nothing else.")
        {
            model, seed, engine, runs, compare, expectations, force, data, artifacts,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            string artifactsFolder = parse.GetRequiredValue(artifacts);
            string[] named = parse.GetValue(runs) ?? [];
            string? second = parse.GetValue(compare);
            bool choosesOthers = new Option[] { model, seed, engine }.Any(option => parse.GetResult(option) is { Implicit: false });
            string? fault = named.Length > 0 && choosesOthers
                ? "Give either --run, or --model, --seed and --engine: a run.json is of one model, one seed and one engine."
                : FilesOption.Fault("--run", named, "report") ?? CompareFault(second, named.Length);
            if (fault is not null)
            {
                throw new FashionRefException(FaultKind.BadRequest, fault);
            }

            // Read the runs first, to report what is wrong with them before fetching data.
            string[] files = second is null ? named : [.. named, second];
            ReportedRun[] reported = files.Length > 0
                ? [.. files.Select(Read)]
                : [.. ModelOption.Numbers(parse.GetRequiredValue(model)).Select(number => Read(RecordOf(artifactsFolder, number, parse.GetValue(seed), parse.GetRequiredValue(engine))))];
            RefuseTooMany(reported);
            RunComparison? comparison = second is null ? null : RunComparison.Of(reported[0], reported[1]);
            string path = ReportPage.PathIn(artifactsFolder);
            OutputFiles.Refuse(
                [
                    .. files,
                    .. reported.SelectMany(run => run.Folder.Files),
                    .. reported.SelectMany(run => ExpectationFile.FilesOf(parse.GetRequiredValue(expectations), run.Record.Settings.Model)),
                    .. DatasetAccess.Files(parse.GetValue(data), artifactsFolder),
                ],
                ("The report", path));
            Dataset dataset = await DatasetAccess.OpenAsync(
                parse.GetValue(data), artifactsFolder, Terminal.Progress(parse), cancellationToken).ConfigureAwait(false);
            ReportMaterial material = new(reported, dataset, parse.GetRequiredValue(expectations), comparison);
            if (!parse.GetValue(force) && ReportPage.MadeOf(path) == material.Sha256())
            {
                Terminal.Output.WriteLine($"The report is up to date in '{path}'.");
                return (int)ExitCode.Done;
            }

            AtomicFile.WriteText(path, ReportPage.Render(material, cancellationToken));
            Terminal.Output.WriteLine($"The report is in '{path}'.");
            return (int)ExitCode.Done;

            ReportedRun Read(string file)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return ReportedRun.Read(file);
            }
        });
        return command;
    }

    private static string? CompareFault(string? second, int runs) => second is null ? null
        : runs == 0 ? $"--compare '{second}' needs a run to compare with: name one of the same model with --run FILE."
        : runs > 1 ? Invariant($"--compare takes one --run to compare with, and {runs} are given.")
        : null;

    private static string RecordOf(string artifactsFolder, int model, int seed, string engine)
    {
        RunSettings settings = RunSettings.Notebook(model, engine, seed, threads: 1);
        string file = RunFolder.Of(artifactsFolder, settings).Record;
        return File.Exists(file)
            ? file
            : throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"There is no run of {settings.ModelTitle} with seed {seed} and engine {engine}: '{file}' does not exist. ")
                + Invariant($"Train it: dotnet cake --target=Train --model={model} --seed={seed} --engine={engine}. Or show other runs: --model, --seed, --engine, --run FILE."));
    }

    private static void RefuseTooMany(ReportedRun[] runs)
    {
        IGrouping<string, ReportedRun>? many = runs.GroupBy(run => run.Record.Settings.ModelTitle).FirstOrDefault(model => model.Count() > ModelGate.MostRuns);
        if (many is not null)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"{many.Count()} runs of {many.Key} are more than can be judged: legal are 1 to {ModelGate.MostRuns}."));
        }
    }
}
