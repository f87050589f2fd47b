using System.Runtime.Intrinsics;

namespace FashionRef.Engines.Exact.Lanes;

/// <summary>The vector width of this process: the widest that its processor supports with fused multiply-adds.</summary>
internal static class LaneWidth
{
    /// <summary>16, 8 or 4 lanes. It affects only the speed, not the bits.</summary>
    public static int Best => Vector512.IsHardwareAccelerated ? Lanes16.Count : Vector256.IsHardwareAccelerated ? Lanes8.Count : Lanes4.Count;
}
