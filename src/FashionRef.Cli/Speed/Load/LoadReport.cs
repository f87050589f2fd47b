namespace FashionRef.Cli.Speed.Load;

/// <summary>A whole measurement with neighbours; as it stands it is what <c>benchmark --load N --json</c> writes.</summary>
/// <param name="Format"><see cref="Format1"/>.</param>
/// <param name="Settings">How it was measured; the threads are those of the case of several.</param>
/// <param name="Neighbours">How many processes worked beside.</param>
/// <param name="Machine">Where.</param>
/// <param name="Models">In the notebook's order.</param>
internal sealed record LoadReport(
    string Format, SpeedSettings Settings, int Neighbours, SpeedMachine Machine, IReadOnlyList<LoadSpeed> Models)
{
    /// <summary>The format's name; another number means that a reader of this one would be wrong.</summary>
    public const string Format1 = "fashionref-benchmark-load-1";
}
