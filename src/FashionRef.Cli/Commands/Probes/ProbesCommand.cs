using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Models;
using FashionRef.Probes;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Probes;

/// <summary><c>probes</c>: states of a run for other programs to go on from, and an engine's answers to them.</summary>
internal static class ProbesCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.CreateForOne("Which of the notebook's models.");
        model.Required = true;
        Option<string?> folder = CommonOptions.OptionalFolder("--out", "The pack's folder. Without it: probes/modelN in the folder of --artifacts.");
        Option<string?> answers = CommonOptions.OptionalFile("--answers", "Let an engine answer the probes, and write that to this file, with the logits beside it.");
        Option<string> engine = EngineOption.Create();
        EnumOption<Precision> precision = new("--precision", "What the engine computes with.", value => value.ToString().ToLowerInvariant(), Precision.Float32);
        Option<int> jitter = NumberOption.Integer("--jitter", "Put an error as small as rounding into every weight first; each number has other errors, 0 none.", 0, 0, ushort.MaxValue);
        Option<int> threads = CommonOptions.Threads();
        Option<string> expectations = CommonOptions.Expectations();
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("probes", "Make states of a training for other programs to take steps from, so that the gate can compare the steps. docs/port.md tells how.")
        {
            model, folder, answers, engine, precision.Option, jitter, threads, expectations, data, artifacts,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(answers) is null && new Option[] { engine, precision.Option, jitter }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } idle)
            {
                result.AddError($"{idle.Name} is for --answers FILE: add it, or leave out {idle.Name}.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            int number = ModelOption.Number(parse.GetValue(model))!.Value;
            IAnsiConsole console = Terminal.Progress(parse);

            // A wrong request is told before the training.
            string place = parse.GetValue(folder) ?? ProbePackAtHand.FolderOf(parse.GetRequiredValue(artifacts), number);
            if (parse.GetValue(answers) is { } file)
            {
                RefuseAnswers(file, place);
            }

            ProbePackFile.RefuseOther(place, number);
            IEngine? answering = parse.GetValue(answers) is null
                ? null
                : InstalledEngines.Create(parse.GetRequiredValue(engine), parse.GetValue(threads), precision.Value(parse));
            Dataset set = await DatasetAccess.OpenAsync(parse.GetValue(data), parse.GetRequiredValue(artifacts), console, cancellationToken).ConfigureAwait(false);
            ProbePackAtHand packs = new(set, parse.GetValue(threads), console);
            string? expected = File.Exists(ProbeReferenceFile.PathOf(parse.GetRequiredValue(expectations), number)) ? ProbeReferenceFile.Read(parse.GetRequiredValue(expectations), number).Pack : null;
            ProbePack pack = packs.Get(place, number, expected, cancellationToken);
            Terminal.Output.WriteLine(Invariant($"{NotebookModels.Title(number)}: {pack.Points.Count} states in '{place}', pack {pack.Pack}."));
            if (answering is not null)
            {
                string capability = InstalledEngines.Find(answering.Name).Capability() is { } named ? $", {named}" : "";
                string program = Invariant($"{answering.Name}, {parse.GetValue(precision.Option)}, threads {parse.GetValue(threads)}{capability}");
                ProbeAnswersFile.Write(parse.GetValue(answers)!, packs.Answer(pack, answering, program, parse.GetValue(jitter), cancellationToken));
                Terminal.Output.WriteLine($"Answers written to '{parse.GetValue(answers)}'.");
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    // The logits go beside the answers, and a pack's folder has files of its own.
    private static void RefuseAnswers(string file, string pack)
    {
        string path = Path.GetFullPath(file);
        if (FileFacts.Of(path) is { IsRegular: false })
        {
            throw new FashionRefException(FaultKind.BadRequest, $"--answers '{file}' is no file to be replaced: name one in a folder that the logits can go to as well.");
        }

        if (Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(pack)))
        {
            throw new FashionRefException(FaultKind.BadRequest, $"--answers '{file}' is in the pack's folder. Name a file elsewhere.");
        }
    }
}
