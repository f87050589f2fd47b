using System.Runtime.Intrinsics;

namespace FashionRef.Engines.Exact.Lanes;

/// <summary>Which width this process computes with: the widest that its processor has, fused multiply-adds included.</summary>
internal static class LaneWidth
{
    /// <summary>16, 8 or 4 lanes. Of the speed alone; the bits are the same.</summary>
    public static int Best => Vector512.IsHardwareAccelerated ? Lanes16.Count : Vector256.IsHardwareAccelerated ? Lanes8.Count : Lanes4.Count;
}
