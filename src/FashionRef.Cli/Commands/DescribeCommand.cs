using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Options;
using FashionRef.Formats.Json;
using FashionRef.Models;

namespace FashionRef.Cli.Commands;

/// <summary><c>describe</c>: the models' summaries, as Keras prints them.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.Create();
        Option<bool> json = CommonOptions.Json();
        Command command = new("describe", "Print the models' summary tables, as Keras prints them in the notebook.") { model, json };
        command.SetAction(parse =>
        {
            IEnumerable<int> wanted = ModelOption.Numbers(parse.GetValue(model)!);
            parse.InvocationConfiguration.Output.Write(parse.GetValue(json) ? Json(wanted) : Summaries(wanted));
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The summaries with the layer names of the notebook's session, which creates Model-2 after Model-1.</summary>
    internal static string Summaries(IEnumerable<int> wanted) =>
        string.Join('\n', InSession(wanted).Select(built => KerasSummary.Render(built.Model)));

    private static string Json(IEnumerable<int> wanted) =>
        JsonSerializer.Serialize(
            new ModelsDocument(ModelsDocument.CurrentFormat, [.. InSession(wanted).Select(built => ModelDocument.Of(built.Number, built.Model))]), JsonFormat.Options) + "\n";

    private static IEnumerable<(int Number, BuiltModel Model)> InSession(IEnumerable<int> wanted)
    {
        KerasNames session = new();
        return from number in NotebookModels.Numbers
               let model = NotebookModels.Get(number).Build(session)
               where wanted.Contains(number)
               select (number, model);
    }
}
