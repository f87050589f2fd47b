using FashionRef.Training.Runs;

namespace FashionRef.Gate.Baselines;

/// <summary>
/// What is known of the machine and the settings of a run beside its baseline's, where an engine's bits hang on them. Names do not tell
/// processors apart (Zen 4 and Zen 5 both call themselves AMD EPYC); family, model and stepping do.
/// </summary>
/// <param name="Differences">What is known to differ, each with the run's and the baseline's value.</param>
/// <param name="Untold">What the run or the baseline does not tell.</param>
internal sealed record MachineComparison(IReadOnlyList<string> Differences, IReadOnlyList<string> Untold)
{
    /// <summary>Whether both are known to be the same: then the bits should be too.</summary>
    public bool IsSame => Differences.Count == 0 && Untold.Count == 0;

    /// <summary>Compares them.</summary>
    /// <param name="run">A run of the same seed.</param>
    /// <param name="baseline">The stored run.</param>
    public static MachineComparison Of(RunRecord run, Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(baseline);
        (string Name, string? Found, string? Stored)[] facts =
        [
            ("number of threads", Number(run.Settings), Number(baseline.Settings)),
            .. Facts(run.Environment).Zip(Facts(baseline.Environment), (found, stored) => (found.Name, found.Value, stored.Value)),
        ];
        return new MachineComparison(
            [.. facts.Where(fact => fact.Found is not null && fact.Stored is not null && fact.Found != fact.Stored).Select(fact => $"{fact.Name}: {fact.Found}, the baseline's {fact.Stored}")],
            [
                .. facts.Where(fact => fact.Found is null).Select(fact => $"the run's {fact.Name}"),
                .. facts.Where(fact => fact.Stored is null).Select(fact => $"the baseline's {fact.Name}"),
            ]);
    }

    private static (string Name, string? Value)[] Facts(RunEnvironment? environment) =>
    [
        ("engine version", environment?.DescribeEngine()),
        ("architecture", environment?.Architecture),
        ("processor", environment?.Processor),
        ("processor family, model and stepping", environment?.ProcessorIdentity),
        ("instruction sets", environment is null ? null : string.Join(' ', environment.ProcessorFeatures)),
    ];

    private static string Number(RunSettings settings) => FormattableString.Invariant($"{settings.Threads}");
}
