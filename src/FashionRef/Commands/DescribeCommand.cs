using System.CommandLine;
using FashionRef.Models;

namespace FashionRef.Commands;

/// <summary><c>describe</c>: the models' summaries, as Keras prints them.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.Create();
        Command command = new("describe", "Print the models' summary tables, as Keras prints them in the notebook.") { model };
        command.SetAction(parse =>
        {
            parse.InvocationConfiguration.Output.Write(Summaries(ModelOption.Numbers(parse.GetValue(model)!)));
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The summaries with the names of the notebook's session, where Model-2 is made after Model-1.</summary>
    internal static string Summaries(IEnumerable<int> wanted)
    {
        KerasNames session = new();
        IEnumerable<string> summaries =
            from number in NotebookModels.Numbers
            let summary = KerasSummary.Render(NotebookModels.Get(number).Build(session))
            where wanted.Contains(number)
            select summary;
        return string.Join('\n', summaries);
    }
}
