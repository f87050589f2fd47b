#nullable enable

/// <summary>A checked request: a target and options that are known and fit together.</summary>
internal sealed class StepsRequest
{
    // Cake's own arguments: this option, and the settings of cake.config, such as --settings_skipverification.
    private const string Recompile = "recompile";
    private static readonly string[] CakeSettings = ["nuget_", "paths_", "settings_"];

    private readonly Dictionary<string, string> _values = [];
    private readonly string _folder;

    /// <param name="arguments">Cake's arguments, by names without hyphens.</param>
    /// <param name="folder">The repository, which relative paths start from.</param>
    /// <exception cref="StepsFailure">Something is unknown, has no value or too many, or belongs to another target.</exception>
    public StepsRequest(IEnumerable<KeyValuePair<string, ICollection<string>>> arguments, string folder)
    {
        var given = arguments.Where(argument => argument.Key != Recompile && !IsCakes(argument.Key)).ToArray();
        _folder = folder;
        Target = given.FirstOrDefault(argument => argument.Key == "target").Value?.FirstOrDefault() is { Length: > 0 } target ? target : Steps.Default;
        if (!Steps.All.Any(step => Is(step.Name)))
        {
            throw Refused($"There is no target '{Shown(Target)}'. {Meant(Target, Steps.All.Select(step => step.Name), "")}The targets are {string.Join(", ", Steps.All.Select(step => step.Name))}.");
        }

        foreach (var (name, values) in given)
        {
            _values.Add(name, Checked(name, values));
        }

        if (Has("seed") && Has("seeds"))
        {
            throw Refused("--seed and --seeds exclude each other: --seed=N for one run, --seeds=A..B for several.");
        }

        foreach (var option in StepsOption.All.Where(option => option.Kind == StepsOption.Value.File && Has(option.Name)))
        {
            // The program would refuse it too, but only after the training.
            if (System.IO.Directory.Exists(PathOf(option.Name)) || System.IO.Path.EndsInDirectorySeparator(_values[option.Name]))
            {
                throw Refused($"--{option.Name} '{Shown(_values[option.Name])}' is a folder. Name a file.");
            }
        }
    }

    /// <summary>The step's name as typed.</summary>
    public string Target { get; }

    /// <summary>The properties for build/Pipeline.proj.</summary>
    public IEnumerable<(string Name, string Value)> Properties => StepsOption.All
        .Where(option => option.Name != "target" && Has(option.Name))
        .Select(option => (option.Property, option.Kind == StepsOption.Value.None ? "true" : option.IsPath ? PathOf(option.Name) : _values[option.Name]));

    /// <summary>The files for a gate's verdict.</summary>
    public IEnumerable<string> Verdicts => StepsOption.All
        .Where(option => Is(nameof(Steps.Gate)) && option.Kind == StepsOption.Value.File && Has(option.Name))
        .Select(option => PathOf(option.Name));

    /// <summary>
    /// Refuses options without a value on the raw command line: Cake would fail on such an option before the build sees it.
    /// </summary>
    public static void RefuseEmpty(IEnumerable<string> commandLine)
    {
        foreach (var text in commandLine.Where(text => text.StartsWith("--", StringComparison.Ordinal) && text.IndexOf('=') == text.Length - 1))
        {
            var name = text[2..^1];
            throw StepsOption.All.Any(option => option.Name == name) ? NoValue(name) : Unknown(name);
        }
    }

    private static bool IsCakes(string name) => CakeSettings.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    private static StepsFailure Refused(string why) => new(StepsFailure.BadRequest, why);

    private static StepsFailure NoValue(string name) => Refused($"--{name} takes one value, written as --{name}=VALUE.");

    private static StepsFailure Unknown(string name)
    {
        var known = StepsOption.All.Select(option => option.Name);
        return Refused($"There is no option '--{Shown(name)}'. {Meant(name, known, "--")}The options are {string.Join(", ", known.Select(option => $"--{option}"))}.");
    }

    // An unknown name may hold escape sequences that a terminal would obey.
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));

    // One begins with the other, or both have the same letters: enough to find typing mistakes in a build script.
    private static bool IsNear(string typed, string known) =>
        typed.Length > 1 &&
        (known.StartsWith(typed, StringComparison.Ordinal)
            || typed.StartsWith(known, StringComparison.Ordinal)
            || typed.Replace('_', '-').Order().SequenceEqual(known.Order()));

    private static string Meant(string typed, IEnumerable<string> known, string prefix) =>
        known.FirstOrDefault(word => IsNear(typed.ToLowerInvariant(), word.ToLowerInvariant())) is { } near ? $"Did you mean '{prefix}{near}'? " : "";

    private bool Is(string target) => Target.Equals(target, StringComparison.OrdinalIgnoreCase);

    private bool Has(string name) => _values.ContainsKey(name);

    private string PathOf(string name) => System.IO.Path.GetFullPath(_values[name], _folder);

    private string Checked(string name, ICollection<string> values)
    {
        var option = StepsOption.All.FirstOrDefault(option => option.Name == name) ?? throw Unknown(name);
        if (option.Kind != StepsOption.Value.None && (values.Count != 1 || string.IsNullOrEmpty(values.First())))
        {
            throw NoValue(name);
        }

        if (option.Kind == StepsOption.Value.None && values.Any(value => !string.IsNullOrEmpty(value)))
        {
            throw Refused($"--{name} takes no value.");
        }

        if (option.Targets is { } takers && !takers.Any(Is))
        {
            throw Refused($"--{name} is an option of {string.Join(", ", takers.Select(taker => $"--target={taker}"))}, not of --target={Target}.");
        }

        return values.FirstOrDefault() ?? "";
    }
}
