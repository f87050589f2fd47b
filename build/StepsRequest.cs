#nullable enable

/// <summary>What the build is asked for: a target and options, which are known and go together.</summary>
internal sealed class StepsRequest
{
    // What Cake lists among the arguments and is its own: this option, and the settings of cake.config, such as --settings_skipverification.
    private const string Recompile = "recompile";
    private static readonly string[] CakeSettings = ["nuget_", "paths_", "settings_"];

    private readonly Dictionary<string, string> _values = [];
    private readonly string _folder;

    /// <param name="arguments">What Cake has read, by names without hyphens.</param>
    /// <param name="folder">The repository, where relative paths begin.</param>
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
            // The program says so too, after the training.
            if (System.IO.Directory.Exists(PathOf(option.Name)) || System.IO.Path.EndsInDirectorySeparator(_values[option.Name]))
            {
                throw Refused($"--{option.Name} '{Shown(_values[option.Name])}' is a folder. Name a file.");
            }
        }
    }

    /// <summary>The step's name, as it was typed.</summary>
    public string Target { get; }

    /// <summary>What is passed on to build/Pipeline.proj: names of properties and their values.</summary>
    public IEnumerable<(string Name, string Value)> Properties => StepsOption.All
        .Where(option => option.Name != "target" && Has(option.Name))
        .Select(option => (option.Property, option.Kind == StepsOption.Value.None ? "true" : option.IsPath ? PathOf(option.Name) : _values[option.Name]));

    /// <summary>The files that a gate's verdict is asked to go to.</summary>
    public IEnumerable<string> Verdicts => StepsOption.All
        .Where(option => Is(nameof(Steps.Gate)) && option.Kind == StepsOption.Value.File && Has(option.Name))
        .Select(option => PathOf(option.Name));

    /// <summary>
    /// Refuses options without a value as they stand on the command line: where Cake reads it, such a one ends everything before
    /// the build is asked.
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

    // A name that nobody knows may hold anything, and a terminal would obey some of it.
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));

    // Begun or gone on alike, or of the same letters: what a build script needs of finding typing mistakes.
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
