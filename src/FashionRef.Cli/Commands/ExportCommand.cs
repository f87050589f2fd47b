using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Evaluation;
using FashionRef.Formats.Onnx;
using FashionRef.Models;

namespace FashionRef.Cli.Commands;

/// <summary><c>export</c>: writes a trained model in a format that other programs read.</summary>
internal static class ExportCommand
{
    // The format's name, and the extension of its files.
    private const string Onnx = "onnx";

    public static Command Create()
    {
        Option<string> weights = CommonOptions.File("--weights", "A safetensors file with a trained model, as train writes it.");
        weights.Required = true;
        Option<string> model = ModelOption.CreateForOne("Fail unless the file holds this model; by default any model is accepted.");
        Option<string> format = ChoiceOption.Create("--format", "The format to write.", [Onnx]);
        format.DefaultValueFactory = _ => Onnx;
        Option<string?> output = CommonOptions.OptionalFile("--output", "The file to write; by default the weights' own name with the format's extension.");
        Command command = new("export", "Write a trained model for other programs: ONNX, raw pixels in, probabilities out.") { weights, model, format, output };
        command.SetAction((parse, cancellationToken) =>
        {
            string weightsFile = parse.GetRequiredValue(weights);
            TrainedModel trained = TrainedModel.Read(weightsFile, ModelOption.Number(parse.GetValue(model)));
            string file = parse.GetValue(output) ?? BesideWeights(weightsFile, parse.GetRequiredValue(format));
            OutputFiles.Refuse([weightsFile], ("--output", file));
            cancellationToken.ThrowIfCancellationRequested();
            OnnxFile.Write(file, trained.Model, trained.Weights, NotebookModels.Title(trained.Number));
            Terminal.Output.WriteLine($"{NotebookModels.Title(trained.Number)} is written to '{file}'.");
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    // A weights file that was read has a length, unless it is a pipe.
    private static string BesideWeights(string weightsFile, string extension) => new FileInfo(weightsFile).Length > 0
        ? Path.ChangeExtension(weightsFile, extension)
        : throw new FashionRefException(FaultKind.BadRequest, $"The weights come from the pipe '{weightsFile}', so no file can be written beside them. Name one with --output.");
}
