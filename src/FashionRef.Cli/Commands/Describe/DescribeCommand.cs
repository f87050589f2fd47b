using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Describe;

/// <summary><c>describe</c>: a model's summary as Keras prints it, of the notebook's models or of any file of Keras.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        Argument<string?> file = new("file")
        {
            Description = "A file of Keras: .keras, .h5, .weights.h5 or .json. Without it the notebook's models are described.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        CommonOptions.RefuseNoFile(file);
        Option<string> model = ModelOption.Create();
        Option<string?> input = InputShapeOption.Create();
        Option<bool> json = CommonOptions.Json();
        Command command = new("describe", "Print a model's summary as Keras prints it: the notebook's models, or that of a file of Keras with all that the file tells.") { file, model, input, json };
        command.Validators.Add(result =>
        {
            bool hasFile = result.GetValue(file) is not null;
            if (hasFile && result.GetResult(model) is { Implicit: false })
            {
                result.AddError("A file and --model name two models: leave one out.");
            }
            else if (!hasFile && result.GetResult(input) is { Implicit: false })
            {
                result.AddError("--input is for a model file: name one, or leave out --input.");
            }
        });
        command.SetAction(parse =>
        {
            TextWriter output = parse.InvocationConfiguration.Output;
            bool isJson = parse.GetValue(json);
            if (parse.GetValue(file) is { } path)
            {
                using KerasFile described = KerasFile.Look(path, InputShapeOption.Parse(parse.GetValue(input)));
                output.Write(isJson ? Json(ModelFileDocument.Of(path, described)) : FileDescription.Format(path, described));
                return (int)ExitCode.Done;
            }

            IEnumerable<int> wanted = ModelOption.Numbers(parse.GetValue(model)!);
            output.Write(isJson
                ? Json(new ModelsDocument(ModelsDocument.CurrentFormat, [.. InSession(wanted).Select(built => ModelDocument.Of(built.Number, built.Model))]))
                : Summaries(wanted));
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The summaries with the layer names of the notebook's session, which creates Model-2 after Model-1.</summary>
    internal static string Summaries(IEnumerable<int> wanted) =>
        string.Join('\n', InSession(wanted).Select(built => KerasSummary.Render(built.Model)));

    private static string Json<T>(T document) => JsonSerializer.Serialize(document, JsonFormat.Options) + "\n";

    private static IEnumerable<(int Number, BuiltModel Model)> InSession(IEnumerable<int> wanted)
    {
        KerasNames session = new();
        return from number in NotebookModels.Numbers
               let model = NotebookModels.Get(number).Build(session)
               where wanted.Contains(number)
               select (number, model);
    }
}
