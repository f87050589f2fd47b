#nullable enable

/// <summary>An option of the build.</summary>
/// <param name="Name">Its name without hyphens.</param>
/// <param name="Kind">The kind of its value.</param>
/// <param name="Targets">The steps that accept it; null for all.</param>
internal sealed record StepsOption(string Name, StepsOption.Value Kind = StepsOption.Value.Text, string[]? Targets = null)
{
    private static readonly string[] Trainings = [nameof(Steps.Train), nameof(Steps.Report), nameof(Steps.Baseline), Steps.Default];
    private static readonly string[] OfFiles = [nameof(Steps.Train), Steps.Default];
    private static readonly string[] Gate = [nameof(Steps.Gate)];
    private static readonly string[] Runs = [.. Trainings, .. Gate];
    private static readonly string[] Benchmark = [nameof(Steps.Benchmark)];

    /// <summary>All of them, in the order of the help.</summary>
    public static StepsOption[] All { get; } =
    [
        new("target"),
        new("model"),
        new("seed", Targets: Runs),
        new("epochs", Targets: Trainings),
        new("batch-size", Targets: Trainings),
        new("learning-rate", Targets: Trainings),
        new("loss", Targets: Trainings),
        new("shuffle", Targets: Runs),
        new("fresh", Value.None, OfFiles),
        new("fresh-optimizer", Value.None, OfFiles),
        new("optimizer", Targets: OfFiles),
        new("save-best", Value.None, OfFiles),
        new("patience", Targets: OfFiles),
        new("pixels", Targets: OfFiles),
        new("engine", Targets: Runs),
        new("threads"),
        new("tensorboard", Value.Folder, Trainings),
        new("data", Value.Folder),
        new("seeds", Targets: Gate),
        new("junit", Value.File, Gate),
        new("json", Value.File, [.. Gate, .. Benchmark]),
        new("markdown", Value.File, [.. Gate, .. Benchmark]),
        new("rounds", Targets: Benchmark),
        new("steps", Targets: Benchmark),
        new("force", Value.None, Trainings),
        new("resume", Value.None, Trainings),
        new("baseline", Value.None, Gate),
    ];

    /// <summary>The kind of an option's value.</summary>
    internal enum Value
    {
        None,
        Text,
        Folder,
        File,
    }

    public bool IsPath => Kind is Value.Folder or Value.File;

    /// <summary>Its property in build/Pipeline.proj, where case does not matter.</summary>
    public string Property => Name.Replace("-", "");
}
