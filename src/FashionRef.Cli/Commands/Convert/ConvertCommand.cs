using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Convert;

/// <summary><c>convert IN OUT</c>: writes a model in another form: Keras', safetensors, ONNX.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> source = new("in") { Description = "A file of Keras (.keras, .h5, .weights.h5, .json), the model.safetensors or checkpoint.safetensors of a run, or with --model any safetensors." };
        Argument<string> target = new("out") { Description = $"The file to write; its ending says the form: {string.Join(", ", TargetForm.Endings)}." };
        CommonOptions.RefuseNoFile(source);
        CommonOptions.RefuseNoFile(target);
        Option<string?> model = CommonOptions.OptionalFile("--model", "The file with the model that weights are for, where IN holds only weights.");
        Option<string?> input = InputShapeOption.Create();
        Option<bool> byOrder = new("--by-order") { Description = "Take weights in their order, whatever the layers are called." };
        Command command = new("convert", "Write a model in another form: files of Keras, safetensors, or ONNX.") { source, target, model, input, byOrder };
        command.SetAction((parse, cancellationToken) =>
        {
            string from = parse.GetRequiredValue(source);
            string to = parse.GetRequiredValue(target);
            TargetForm form = TargetForm.Of(to);
            if (Directory.Exists(to))
            {
                throw new FashionRefException(FaultKind.BadRequest, $"'{to}' is a folder. Name a file.");
            }

            ConvertedModel converted = ConvertedModel.Read(from, parse.GetValue(model), InputShapeOption.Parse(parse.GetValue(input)), parse.GetValue(byOrder));
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<string> leftOut = Write(converted, to, form);
            Terminal.Output.WriteLine($"{converted.Title} is written to '{OutsideText.Line(to)}'.");
            foreach (string sentence in leftOut)
            {
                Terminal.Output.WriteLine($"Left out: {OutsideText.Line(sentence)}");
            }

            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static IReadOnlyList<string> Write(ConvertedModel converted, string path, TargetForm form)
    {
        if (form.Kind is { } kind)
        {
            return converted.Content.Save(path, kind, TimeProvider.System.GetLocalNow());
        }

        IReadOnlyList<WeightValues> weights = converted.Content.Weights
            ?? throw new FashionRefException(FaultKind.BadRequest, $"'{path}' cannot be written: it holds weights, and the model has none. Name a file that has them, or write JSON.");
        if (form.IsOnnx)
        {
            converted.WriteOnnx(path, weights);
            return converted.HasTraining ? ["The optimizer, its state and the loss: ONNX holds inference alone."] : [];
        }

        SafetensorsFile.Write(path, weights, new Dictionary<string, string>());
        return ["The configuration, the optimizer's state and the loss: a safetensors file holds arrays alone."];
    }
}
