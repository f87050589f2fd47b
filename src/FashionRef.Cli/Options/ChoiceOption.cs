using System.CommandLine;

namespace FashionRef.Cli.Options;

/// <summary>Options that take one of a few words; the error for any other word lists the legal ones.</summary>
internal static class ChoiceOption
{
    public static Option<string> Create(string name, string description, IReadOnlyCollection<string> legal)
    {
        Option<string> option = new(name) { Description = description, HelpName = string.Join('|', legal) };

        // The parser's own error has several lines and does not name the option.
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
