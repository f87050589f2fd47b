namespace FashionRef.Cli.Speed;

/// <summary>A whole measurement; as it stands it is what <c>benchmark --json</c> writes.</summary>
/// <param name="Format"><see cref="Format2"/>.</param>
/// <param name="Settings">How it was measured.</param>
/// <param name="Machine">Where.</param>
/// <param name="Models">In the notebook's order.</param>
internal sealed record SpeedReport(string Format, SpeedSettings Settings, SpeedMachine Machine, IReadOnlyList<ModelSpeed> Models)
{
    /// <summary>The format's name; another number means that a reader of this one would be wrong.</summary>
    public const string Format2 = "fashionref-benchmark-2";
}
