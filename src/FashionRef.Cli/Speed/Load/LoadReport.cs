namespace FashionRef.Cli.Speed.Load;

/// <summary>A whole measurement with neighbours: the JSON of <c>benchmark --load N --json</c>.</summary>
/// <param name="Format"><see cref="Format1"/>.</param>
/// <param name="Settings">How it was measured; the threads are those of the case of several.</param>
/// <param name="Neighbours">How many processes worked beside.</param>
/// <param name="Machine">Where.</param>
/// <param name="Models">In the notebook's order.</param>
internal sealed record LoadReport(
    string Format, SpeedSettings Settings, int Neighbours, SpeedMachine Machine, IReadOnlyList<LoadSpeed> Models)
{
    /// <summary>The format's name; its number changes when readers of this one would misread it.</summary>
    public const string Format1 = "fashionref-benchmark-load-1";
}
