using FashionRef.Training.Runs;

namespace FashionRef.Gate.Baselines;

/// <summary>
/// Compares a run's machine and settings with its baseline's, for engines whose bits depend on them. Processors are distinguished by
/// family, model and stepping, not by name (Zen 4 and Zen 5 are both named AMD EPYC).
/// </summary>
/// <param name="Differences">The known differences, each with the run's and the baseline's value.</param>
/// <param name="Missing">What is missing in the run's record or the baseline.</param>
internal sealed record MachineComparison(IReadOnlyList<string> Differences, IReadOnlyList<string> Missing)
{
    /// <summary>Whether machine and settings are known to be the same; then the bits should be too.</summary>
    public bool IsSame => Differences.Count == 0 && Missing.Count == 0;

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
