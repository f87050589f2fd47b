namespace FashionRef.Training.Bits;

/// <summary>Stored bits, for comparison on other machines: the content of baselines/bits.json.</summary>
/// <param name="Format">The file's own format.</param>
/// <param name="Runs">No two of the same engine and settings.</param>
public sealed record BitsRecord(string Format, IReadOnlyList<BitsRun> Runs)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-bits-1";

    /// <summary>A record without runs.</summary>
    public static BitsRecord Empty { get; } = new(CurrentFormat, []);

    /// <summary>This record with a run added, which replaces one of the same engine and settings; sorted.</summary>
    public BitsRecord With(BitsRun run) => this with
    {
        Runs =
        [
            .. Runs.Where(other => !other.HasSettingsOf(run)).Append(run)
                .OrderBy(stored => stored.Engine, StringComparer.Ordinal)
                .ThenBy(stored => stored.Settings.Model)
                .ThenBy(stored => stored.Settings.Seed)
                .ThenByDescending(stored => stored.Settings.BatchSize)
                .ThenByDescending(stored => stored.Settings.Steps),
        ],
    };

    /// <summary>Why a run does not have the bits stored for it, or null if it has them.</summary>
    public string? FaultOf(BitsRun run)
    {
        if (Runs.FirstOrDefault(run.HasSettingsOf) is not { } stored)
        {
            return $"{run.Settings} of engine {run.Engine} has no stored bits";
        }

        if (stored.EngineText() != run.EngineText())
        {
            return $"{run.Settings} was stored by {stored.EngineText()}, but this is {run.EngineText()}: their bits are not comparable";
        }

        string[] different =
        [
            .. from hash in new[] { ("weights", stored.Weights, run.Weights), ("logits", stored.Logits, run.Logits) }
               where hash.Item2 != hash.Item3
               select $"{hash.Item1} {hash.Item3} instead of {hash.Item2}",
        ];
        return different.Length == 0 ? null : $"{run.Settings} has other bits than the stored ones: {string.Join(", ", different)}";
    }
}
