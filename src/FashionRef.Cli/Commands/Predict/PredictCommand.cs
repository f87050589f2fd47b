using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Predict;

/// <summary><c>predict</c>: classifies the user's own pictures, with a trained model or any file of Keras.</summary>
internal static class PredictCommand
{
    private const double LargestPixel = 255;

    public static Command Create()
    {
        Argument<string[]> images = new("image")
        {
            Description = "Pictures (PNG, JPEG, WebP, GIF), folders of pictures, NumPy arrays (.npy) or IDX images. The notebook's models take one piece of clothing each, light on dark.",
            Arity = ArgumentArity.OneOrMore,
        };
        CommonOptions.RefuseNoFile(images);
        ModelFileOptions model = new("The model; by default the run of seed 1, Model-2's before Model-1's.");
        Option<string?> weights = CommonOptions.OptionalFile(
            "--weights", "A file with the model's weights: safetensors for the notebook's models; .weights.h5, .h5 or safetensors for a model file.");
        Option<string?> pixels = PixelsOption.Create();
        Option<string?> labels = ClassNames.Option();
        Option<bool> invert = new("--invert") { Description = "Invert the greys, for pictures that are dark on light, as most product photos are." };
        Option<bool> json = CommonOptions.Json();
        Option<string> engineName = EngineOption.CreateForWeights();
        Option<int> threads = CommonOptions.Threads();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("predict", "Predict the classes of pictures of your own, with a trained model or any file of Keras.") { images };
        foreach (Option option in model.All.Concat([weights, pixels, labels, invert, json, engineName, threads, artifacts]))
        {
            command.Add(option);
        }

        command.SetAction((parse, cancellationToken) =>
        {
            model.RequireFile(parse, [pixels, labels]);
            string[] files = parse.GetRequiredValue(images);
            bool inverts = parse.GetValue(invert);
            ModelInputs inputs;
            PredictionDocument[] predictions;
            PredictionsDocument document;
            string title;
            if (model.File(parse) is { } file)
            {
                IEngine engine = InstalledEngines.Create(parse.GetValue(engineName) ?? KnownEngines.Exact, parse.GetValue(threads));
                using KerasModel loaded = model.Load(parse, parse.GetValue(weights), engine);
                ModelAnswers.RequireClasses(loaded.Model.OutputShape);
                inputs = ModelInputs.Read(files, loaded.Model, model.Limits(parse), inverts, cancellationToken);
                (int classes, double[] shares, double[]? outputs) = ModelAnswers.Of(loaded, PixelsOption.Scaled(parse.GetValue(pixels), loaded, inputs.Values), cancellationToken);
                predictions = Documents(inputs, ClassNames.Of(parse.GetValue(labels), classes), shares, outputs);
                PixelsOption.Hint(parse.GetValue(pixels), loaded, classes, shares);
                document = new PredictionsDocument(PredictionsDocument.CurrentFormat, null, parse.GetValue(weights) ?? file, engine.Name, predictions) { ModelFile = file };
                title = $"'{OutsideText.Line(file)}', {PixelsOption.Told(parse.GetValue(pixels), loaded)}{(outputs is null ? "" : "; its outputs are no probabilities, so these are their softmax")}";
            }
            else
            {
                // Both models take the same inputs and have as many outputs.
                inputs = ModelInputs.Read(files, NotebookModels.Model1.Build(), model.Limits(parse), inverts, cancellationToken);
                string? named = parse.GetValue(engineName);
                string weightsFile = parse.GetValue(weights) ?? TrainedWeights(parse.GetRequiredValue(artifacts), named, model.Number(parse));
                ModelFileOptions.RefuseKeras(weightsFile);
                TrainedModel trained = TrainedModel.Read(weightsFile, model.Number(parse));
                IEngine engine = InstalledEngines.Create(EngineOption.NameFor(named, trained, weightsFile, Terminal.Lines(Terminal.Progress(parse))), parse.GetValue(threads));
                predictions = Documents(inputs, FashionMnist.ClassNames, trained.Predict(engine, Bytes(inputs), cancellationToken));
                document = new PredictionsDocument(PredictionsDocument.CurrentFormat, trained.Number, weightsFile, engine.Name, predictions);
                title = $"{NotebookModels.Title(trained.Number)} from '{OutsideText.Line(weightsFile)}'";
            }

            Write(parse, parse.GetValue(json), document, title);
            Hint(inputs, inverts, isNotebooks: document.Model is not null);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static PredictionDocument[] Documents(ModelInputs inputs, IReadOnlyList<string> names, double[] shares, double[]? outputs = null)
    {
        int width = outputs is null ? 0 : outputs.Length / inputs.Names.Count;
        return
        [
            .. inputs.Names.Select((name, i) => PredictionDocument.Of(name, names, shares.AsSpan(i * names.Count, names.Count)) with
            {
                Outputs = outputs?[(i * width)..((i + 1) * width)],
            }),
        ];
    }

    private static byte[] Bytes(ModelInputs inputs)
    {
        int wrong = Array.FindIndex(inputs.Values, value => value is not (>= 0 and <= LargestPixel) || value != Math.Floor(value));
        return wrong < 0
            ? [.. inputs.Values.Select(value => (byte)value)]
            : throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"The inputs hold {inputs.Values[wrong]}, and the notebook's models take raw pixels: whole numbers from 0 to 255. Give them those."));
    }

    private static void Write(ParseResult parse, bool isJson, PredictionsDocument document, string title)
    {
        TextWriter output = Terminal.Output;
        if (isJson)
        {
            output.WriteLine(JsonSerializer.Serialize(document, JsonFormat.Options));
            return;
        }

        Terminal.Lines(Terminal.Progress(parse)).WriteLine($"{title}\n");
        output.Write(string.Join('\n', document.Predictions.Select(PredictionText.Format)));
    }

    private static void Hint(ModelInputs inputs, bool inverts, bool isNotebooks)
    {
        foreach (string file in isNotebooks ? inputs.LightOnes : [])
        {
            Console.Error.WriteLine(inverts
                ? $"hint: '{file}' has a light border after --invert, and the models know clothing on black: try it without."
                : $"hint: '{file}' has a light border, and the models know clothing on black: try --invert.");
        }
    }

    // The named engine's run, else any engine's, the default's first.
    private static string TrainedWeights(string artifactsFolder, string? engine, int? number)
    {
        IEnumerable<string> engines = engine is null ? KnownEngines.Names.OrderByDescending(name => name == KnownEngines.Default) : [engine];
        string[] files =
        [
            .. from name in engines
               from model in NotebookModels.Numbers.Reverse()
               where number is null || number == model
               select RunFolder.Of(artifactsFolder, RunSettings.Notebook(model, name, CommonOptions.DefaultSeed, threads: 1)).Weights,
        ];
        return files.FirstOrDefault(File.Exists) ?? throw new FashionRefException(
            FaultKind.BadRequest,
            $"There is no trained model: neither '{string.Join("' nor '", files)}' exists. Train one with the command 'train', or name a file with --model or --weights.");
    }
}
