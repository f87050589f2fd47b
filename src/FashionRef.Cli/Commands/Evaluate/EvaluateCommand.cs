using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Commands.Predict;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Evaluate;

/// <summary><c>evaluate</c>: evaluates trained weights on the test set, and compares the probabilities with another program's.</summary>
internal static class EvaluateCommand
{
    // How far rounding may put a float32 softmax below 0 or above 1.
    private const double SoftmaxRounding = 1e-5;

    public static Command Create()
    {
        Option<string?> weights = CommonOptions.OptionalFile(
            "--weights", "A file with the weights: safetensors in Keras' names and layouts, as train writes it, for the notebook's models; .weights.h5, .h5 or safetensors for a model file.");
        ModelFileOptions model = new("The model. With a number, fail unless --weights holds that model; by default either is accepted.");
        Option<string?> pixels = PixelsOption.Create();
        Option<string?> labels = ClassNames.Option();
        Option<string> compare = CommonOptions.File(
            "--compare", "A NumPy file (float32, 10000 x 10) with the probabilities to expect; exit code 1 when they differ.");
        Option<double?> tolerance = NumberOption.OptionalTolerance(
            "--tolerance", "With --compare: the largest difference that counts as equal; by default what rounding explains: 1e-5, or 2^-26 of the largest logit if that is more, at most 0.01.");
        Option<bool> json = CommonOptions.Json();
        Option<string> engineName = EngineOption.CreateForWeights();
        Option<int> threads = CommonOptions.Threads();
        Option<string[]> data = EvaluationData.Option();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("evaluate", "Evaluate trained weights or a model file on the test images, and compare the probabilities with another program's.") { weights };
        foreach (Option option in model.All.Concat([pixels, labels, compare, tolerance, json, engineName, threads, data, artifacts]))
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(tolerance) is not null && result.GetResult(compare) is null)
            {
                result.AddError("--tolerance needs --compare FILE: add it, or leave out --tolerance.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            model.RequireFile(parse, [pixels, labels]);
            if (model.File(parse) is null && parse.GetValue(weights) is null)
            {
                throw new FashionRefException(FaultKind.BadRequest, "What to evaluate is not said: name weights with --weights, or a model file with --model. See 'evaluate --help'.");
            }

            if (model.File(parse) is null && parse.GetValue(data)!.Length > 1)
            {
                throw new FashionRefException(FaultKind.BadRequest, "--data with two files is for a model file: name one with --model, or name one folder.");
            }

            if (model.File(parse) is not null && parse.GetValue(data) is [{ } alone] && File.Exists(alone))
            {
                throw new FashionRefException(FaultKind.BadRequest, $"--data '{alone}' is one file. Name two: inputs and right classes. Or a folder with the files of Fashion-MNIST.");
            }

            if (model.File(parse) is { } modelFile)
            {
                return await EvaluateFileAsync(
                    parse, modelFile, model, new FileRequest(parse.GetValue(weights), parse.GetValue(pixels), parse.GetValue(labels), parse.GetValue(compare), parse.GetValue(tolerance), parse.GetValue(json), parse.GetValue(engineName), parse.GetValue(threads), parse.GetValue(data)!, parse.GetRequiredValue(artifacts)), cancellationToken).ConfigureAwait(false);
            }

            // Read the user's files first, to report what is wrong with them before fetching data.
            string weightsFile = parse.GetValue(weights)!;
            ModelFileOptions.RefuseKeras(weightsFile);
            TrainedModel trained = TrainedModel.Read(weightsFile, model.Number(parse));
            Shape shape = Shape.Of(FashionMnist.TestCount, trained.Model.ClassCount);
            double[]? expected = parse.GetValue(compare) is { } file ? ReadExpected(file, shape) : null;

            IAnsiConsole console = Terminal.Progress(parse);
            TextWriter output = Terminal.Output;
            IEngine engine = InstalledEngines.Create(
                EngineOption.NameFor(parse.GetValue(engineName), trained, weightsFile, parse.GetValue(json) ? TextWriter.Null : Terminal.Lines(console)), parse.GetValue(threads));
            Dataset dataset = await DatasetAccess.OpenAsync(
                parse.GetValue(data)!.FirstOrDefault(), parse.GetRequiredValue(artifacts), console, cancellationToken).ConfigureAwait(false);
            ModelEvaluation evaluation = new(engine, dataset.Test, parse.GetValue(json) ? TextWriter.Null : output);
            TestResult test = evaluation.Execute(trained, weightsFile, parse.GetValue(threads), cancellationToken);
            EvaluationSubject subject = new(trained.Number, weightsFile, engine.Name, dataset.Test.Labels.ToArray(), FashionMnist.ClassNames);
            return Compare(subject, test, expected, parse.GetValue(tolerance), parse.GetValue(json));
        });
        return command;
    }

    private static async Task<int> EvaluateFileAsync(ParseResult parse, string file, ModelFileOptions options, FileRequest request, CancellationToken cancellationToken)
    {
        IEngine engine = InstalledEngines.Create(request.Engine ?? KnownEngines.Exact, request.Threads);
        using KerasModel model = options.Load(parse, request.Weights, engine);
        FileEvaluation.RequireClasses(model.Model);
        double[]? expected = request.Compare is { } compared ? ReadExpected(compared, Shape.Of(FashionMnist.TestCount, model.Model.ClassCount)) : null;
        (double[] samples, int[] right) = request.Data.Length == 2
            ? EvaluationData.Read(request.Data[0], request.Data[1], model.Model, options.Limits(parse))
            : FileEvaluation.OfImages(
                (await DatasetAccess.OpenAsync(request.Data.FirstOrDefault(), request.Artifacts, Terminal.Progress(parse), cancellationToken).ConfigureAwait(false)).Test, model.Model, file);
        int classes = Math.Max(model.Model.ClassCount, 2);
        IReadOnlyList<string> names = request.Labels is null && request.Data.Length < 2 ? FashionMnist.ClassNames : ClassNames.Of(request.Labels, classes);
        FileEvaluation evaluation = FileEvaluation.Of(model, PixelsOption.Scaled(request.Pixels, model, samples), right, names, cancellationToken);
        if (!request.IsJson)
        {
            Terminal.Output.WriteLine(evaluation.Format(file, model.Model, $"{engine.Name} with {request.Threads} threads"));
        }

        PixelsOption.Hint(request.Pixels, model, classes, evaluation.Test.Probabilities);
        EvaluationSubject subject = new(null, request.Weights ?? file, engine.Name, evaluation.Labels, names) { ModelFile = file, Loss = evaluation.LossName };
        return Compare(subject, evaluation.Test, expected, request.Tolerance, request.IsJson);
    }

    private static int Compare(EvaluationSubject subject, TestResult test, double[]? expected, double? tolerance, bool isJson)
    {
        ProbabilityComparison? comparison = expected is null
            ? null
            : ProbabilityComparison.Of(test.Probabilities, expected, subject.ClassNames.Count, tolerance ?? ProbabilityComparison.RoundingOf(test.Logits));
        if (isJson)
        {
            Terminal.Output.WriteLine(JsonSerializer.Serialize(EvaluationDocument.Of(subject, test, comparison), JsonFormat.Options));
        }
        else if (comparison is not null)
        {
            Terminal.Output.WriteLine(comparison);
        }

        return (int)(comparison is { IsEqual: false } ? ExitCode.CheckFailed : ExitCode.Done);
    }

    // A value outside 0 to 1 equals no probability, so the comparison fails before anything is computed.
    private static double[] ReadExpected(string file, Shape shape)
    {
        double[] expected = NpyFile.Read(file, shape);
        int wrong = Array.FindIndex(expected, value => !(value >= -SoftmaxRounding && value <= 1 + SoftmaxRounding));
        return wrong < 0
            ? expected
            : throw new FashionRefException(
                FaultKind.CheckFailed,
                FormattableString.Invariant($"'{file}' holds {(float)expected[wrong]} for image {wrong / shape[1]}, class {wrong % shape[1]}: a probability is a number from 0 to 1. ")
                + "Let the other program compute it again, or name another file.");
    }

    private sealed record FileRequest(
        string? Weights, string? Pixels, string? Labels, string? Compare, double? Tolerance, bool IsJson, string? Engine, int Threads, string[] Data, string Artifacts);
}
