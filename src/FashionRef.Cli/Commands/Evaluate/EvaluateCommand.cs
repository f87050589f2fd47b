using System.CommandLine;
using System.Text.Json;
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
        Option<string> weights = CommonOptions.File(
            "--weights", "A safetensors file with a trained model in Keras' names and layouts, as train writes it.");
        weights.Required = true;
        Option<string> model = ModelOption.CreateForOne("Fail unless the file holds this model; by default any model is accepted.");
        Option<string> compare = CommonOptions.File(
            "--compare", "A NumPy file (float32, 10000 x 10) with the probabilities to expect; exit code 1 when they differ.");
        Option<double?> tolerance = NumberOption.OptionalTolerance(
            "--tolerance", "With --compare: the largest difference that counts as equal; by default what rounding explains: 1e-5, or 2^-26 of the largest logit if that is more, at most 0.01.");
        Option<bool> json = CommonOptions.Json();
        Option<string> engineName = EngineOption.CreateForWeights();
        Option<int> threads = CommonOptions.Threads();
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("evaluate", "Evaluate trained weights on the test images, and compare the probabilities with another program's.")
        {
            weights, model, compare, tolerance, json, engineName, threads, data, artifacts,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(tolerance) is not null && result.GetResult(compare) is null)
            {
                result.AddError("--tolerance needs --compare FILE: add it, or leave out --tolerance.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            // Read the user's files first, to report what is wrong with them before fetching data.
            string weightsFile = parse.GetRequiredValue(weights);
            TrainedModel trained = TrainedModel.Read(weightsFile, ModelOption.Number(parse.GetValue(model)));
            Shape shape = Shape.Of(FashionMnist.TestCount, trained.Model.ClassCount);
            double[]? expected = parse.GetValue(compare) is { } file ? ReadExpected(file, shape) : null;

            IAnsiConsole console = Terminal.Progress(parse);
            TextWriter output = Terminal.Output;
            IEngine engine = InstalledEngines.Create(
                EngineOption.NameFor(parse.GetValue(engineName), trained, weightsFile, parse.GetValue(json) ? TextWriter.Null : Terminal.Lines(console)), parse.GetValue(threads));
            Dataset dataset = await DatasetAccess.OpenAsync(
                parse.GetValue(data), parse.GetRequiredValue(artifacts), console, cancellationToken).ConfigureAwait(false);
            ModelEvaluation evaluation = new(engine, dataset.Test, parse.GetValue(json) ? TextWriter.Null : output);
            TestResult test = evaluation.Execute(trained, weightsFile, parse.GetValue(threads), cancellationToken);
            ProbabilityComparison? comparison = expected is null
                ? null
                : ProbabilityComparison.Of(
                    test.Probabilities,
                    expected,
                    trained.Model.ClassCount,
                    parse.GetValue(tolerance) ?? ProbabilityComparison.RoundingOf(test.Logits));
            if (parse.GetValue(json))
            {
                EvaluationDocument document = EvaluationDocument.Of(trained, weightsFile, engine.Name, test, dataset.Test.Labels.Span, comparison);
                output.WriteLine(JsonSerializer.Serialize(document, JsonFormat.Options));
            }
            else if (comparison is not null)
            {
                output.WriteLine(comparison);
            }

            return (int)(comparison is { IsEqual: false } ? ExitCode.CheckFailed : ExitCode.Done);
        });
        return command;
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
}
