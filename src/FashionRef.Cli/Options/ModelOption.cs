using System.CommandLine;
using System.Globalization;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Cli.Options;

/// <summary><c>--model 1|2|all</c>, or without <c>all</c> where a command takes one model.</summary>
internal static class ModelOption
{
    private const string Name = "--model";
    private const string All = "all";

    private static readonly string[] One = [.. NotebookModels.Numbers.Select(Text)];

    public static Option<string> Create()
    {
        Option<string> option = ChoiceOption.Create(Name, "Which of the notebook's models.", [.. One, All]);
        option.DefaultValueFactory = _ => All;
        return option;
    }

    /// <summary>As <see cref="Create"/>, but any other value is a file of a model.</summary>
    /// <param name="file">What the command does with a file, for the help text.</param>
    public static Option<string> CreateOrFile(string file)
    {
        string[] words = [.. One, All];
        Option<string> option = new(Name)
        {
            Description = $"Which of the notebook's models; anything else is {file} (./1 for a file named 1).",
            HelpName = $"{string.Join('|', words)}|FILE",
            DefaultValueFactory = _ => All,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => InputFile.PathFault(token.Value) is not null) is { } none)
            {
                result.AddError($"{Name} '{none.Value}' is neither one of {string.Join(", ", words)} nor a file's path.");
            }
        });
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>Refuses a file that does not exist, as a word that is not legal.</summary>
    /// <param name="file">What the option names.</param>
    /// <exception cref="FashionRefException">It does not exist (bad request).</exception>
    public static void RequireFile(string file)
    {
        if (!Path.Exists(file))
        {
            throw new FashionRefException(FaultKind.BadRequest, $"{Name} '{OutsideText.Line(file)}' is neither one of {string.Join(", ", [.. One, All])} nor a file that exists. Name one of them.");
        }
    }

    /// <summary>The file that the option names; null where it names models.</summary>
    public static string? File(string value) => Numbers(value).Any() ? null : value;

    /// <summary>Without a default: a command for one model finds out which.</summary>
    /// <param name="description">For the help text.</param>
    public static Option<string> CreateForOne(string description) => ChoiceOption.Create(Name, description, One);

    /// <summary>The numbers of the models that the option names, in the notebook's order.</summary>
    public static IEnumerable<int> Numbers(string value) =>
        NotebookModels.Numbers.Where(number => value == All || value == Text(number));

    /// <summary>The number of the one model that the option names; null when it is not there.</summary>
    public static int? Number(string? value) => value is null ? null : Numbers(value).Single();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
