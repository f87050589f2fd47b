using System.CommandLine;
using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Commands;

/// <summary><c>--model 1|2|all</c>.</summary>
internal static class ModelOption
{
    private const string All = "all";

    private static readonly string[] Legal = [.. NotebookModels.Numbers.Select(Text), All];

    public static Option<string> Create()
    {
        Option<string> option = new("--model")
        {
            Description = "Which of the notebook's models.",
            HelpName = string.Join('|', Legal),
            DefaultValueFactory = _ => All,
        };

        // The parser's own check tells the legal values over several lines, and not the option.
        option.Validators.Add(result =>
        {
            string value = result.GetValueOrDefault<string>();
            if (!Legal.Contains(value))
            {
                result.AddError($"--model '{value}' is not one of {string.Join(", ", Legal)}.");
            }
        });
        option.CompletionSources.Add(Legal);
        return option;
    }

    /// <summary>The numbers of the models that the option names, in the notebook's order.</summary>
    public static IEnumerable<int> Numbers(string value) =>
        NotebookModels.Numbers.Where(number => value == All || value == Text(number));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
