using System.CommandLine;
using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Commands;

/// <summary><c>--model 1|2|all</c>.</summary>
internal static class ModelOption
{
    private const string All = "all";

    public static Option<string> Create()
    {
        string[] legal = [.. NotebookModels.Numbers.Select(Text), All];
        Option<string> option = new("--model")
        {
            Description = "Which of the notebook's models.",
            DefaultValueFactory = _ => All,
        };
        return option.AcceptOnlyFromAmong(legal);
    }

    /// <summary>The numbers of the models that the option names, in the notebook's order.</summary>
    public static IEnumerable<int> Numbers(string value) =>
        NotebookModels.Numbers.Where(number => value == All || value == Text(number));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
