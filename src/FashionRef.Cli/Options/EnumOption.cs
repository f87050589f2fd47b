using System.CommandLine;

namespace FashionRef.Cli.Options;

/// <summary>An option whose every word stands for a value, for example <c>--loss logits|probabilities</c>.</summary>
internal sealed class EnumOption<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values;

    /// <param name="name">The option's name.</param>
    /// <param name="description">For the help text.</param>
    /// <param name="word">The word for a value.</param>
    /// <param name="defaultValue">The value without the option.</param>
    public EnumOption(string name, string description, Func<T, string> word, T defaultValue)
    {
        _values = Enum.GetValues<T>().ToDictionary(word);
        Option = ChoiceOption.Create(name, description, _values.Keys);
        Option.DefaultValueFactory = _ => word(defaultValue);
    }

    /// <summary>The option itself. It holds the word, which is what the help text shows as its default.</summary>
    public Option<string> Option { get; }

    /// <summary>The value that the word stands for.</summary>
    public T Value(ParseResult parse) => _values[parse.GetRequiredValue(Option)];
}
