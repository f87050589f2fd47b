using System.CommandLine;

namespace FashionRef.Cli.Options;

/// <summary>Options that take one of a few words; a wrong word is told with those that are legal.</summary>
internal static class ChoiceOption
{
    public static Option<string> Create(string name, string description, IReadOnlyCollection<string> legal)
    {
        Option<string> option = new(name) { Description = description, HelpName = string.Join('|', legal) };

        // The parser's own check tells the legal words over several lines, and not the option.
        option.Validators.Add(result =>
        {
            string value = result.GetValueOrDefault<string>();
            if (!legal.Contains(value))
            {
                result.AddError($"{name} '{value}' is not one of {string.Join(", ", legal)}.");
            }
        });
        option.CompletionSources.Add([.. legal]);
        return option;
    }
}
