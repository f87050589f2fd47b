using FashionRef.Harms.Ports;

namespace FashionRef.Harms;

/// <summary>All ports with a mistake, and the one without.</summary>
internal static class Harms
{
    /// <summary>The right port first.</summary>
    public static IEnumerable<Deviation> All { get; } =
        [new Deviation("none", new Port()), .. SmallHarms.All, .. TrainingDeviations.All, .. ModelDeviations.All];
}
