using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Report.Images;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Predict;

/// <summary><c>predict</c>: classifies the user's own pictures.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        Argument<string[]> images = new("image")
        {
            Description = "PNG, JPEG, WebP or GIF files with one piece of clothing each, light on dark.",
            Arity = ArgumentArity.OneOrMore,
        };
        CommonOptions.RefuseNoFile(images);
        Option<string?> weights = CommonOptions.OptionalFile(
            "--weights", "A safetensors file with a trained model; by default that of the run of seed 1, Model-2's before Model-1's.");
        Option<bool> invert = new("--invert") { Description = "Invert the greys, for pictures that are dark on light, as most product photos are." };
        Option<bool> json = CommonOptions.Json();
        Option<string> engineName = EngineOption.CreateForWeights();
        Option<int> threads = CommonOptions.Threads();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("predict", "Predict the classes of pictures of your own.") { images, weights, invert, json, engineName, threads, artifacts };
        command.SetAction((parse, cancellationToken) =>
        {
            // Read all pictures first: if one cannot be read, none is predicted.
            string[] files = parse.GetRequiredValue(images);
            bool inverts = parse.GetValue(invert);
            ImageFile[] pictures = [.. files.Select(file =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return ImageFile.Read(file, inverts);
            })];
            string? named = parse.GetValue(engineName);
            string weightsFile = parse.GetValue(weights) ?? TrainedWeights(parse.GetRequiredValue(artifacts), named);
            TrainedModel trained = TrainedModel.Read(weightsFile);
            int classes = trained.Model.ClassCount;
            IEngine engine = InstalledEngines.Create(EngineOption.NameFor(named, trained, weightsFile, Terminal.Lines(Terminal.Progress(parse))), parse.GetValue(threads));
            double[] probabilities = trained.Predict(engine, [.. pictures.SelectMany(picture => picture.Pixels.ToArray())], cancellationToken);
            PredictionDocument[] predictions =
                [.. files.Select((file, i) => PredictionDocument.Of(file, probabilities.AsSpan(i * classes, classes)))];

            TextWriter output = Terminal.Output;
            if (parse.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(
                    new PredictionsDocument(PredictionsDocument.CurrentFormat, trained.Number, weightsFile, engine.Name, predictions), JsonFormat.Options));
            }
            else
            {
                Terminal.Lines(Terminal.Progress(parse)).WriteLine($"{NotebookModels.Title(trained.Number)} from '{OutsideText.Line(weightsFile)}'\n");
                output.Write(string.Join('\n', predictions.Select(PredictionText.Format)));
            }

            foreach (string file in files.Zip(pictures).Where(read => read.Second.LooksInverted).Select(read => read.First))
            {
                Console.Error.WriteLine(inverts
                    ? $"hint: '{file}' has a light border after --invert, and the models know clothing on black: try it without."
                    : $"hint: '{file}' has a light border, and the models know clothing on black: try --invert.");
            }

            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    // The named engine's run, else any engine's, the default's first.
    private static string TrainedWeights(string artifactsFolder, string? engine)
    {
        IEnumerable<string> engines = engine is null ? KnownEngines.Names.OrderByDescending(name => name == KnownEngines.Default) : [engine];
        string[] files =
        [
            .. from name in engines
               from model in NotebookModels.Numbers.Reverse()
               select RunFolder.Of(artifactsFolder, RunSettings.Notebook(model, name, CommonOptions.DefaultSeed, threads: 1)).Weights,
        ];
        return files.FirstOrDefault(File.Exists) ?? throw new FashionRefException(
            FaultKind.BadRequest,
            $"There is no trained model: neither '{string.Join("' nor '", files)}' exists. Train one with the command 'train', or name a file with --weights.");
    }
}
