using System.Runtime.CompilerServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Which pixel of a window of 2 x 2 was its maximum, and whether ReLU let it through, for 16 channels: a bit for each.</summary>
/// <param name="Active">The channels whose gradient goes on.</param>
/// <param name="Lower">The channels whose maximum is in the lower row.</param>
/// <param name="Right">The channels whose maximum is in the right column.</param>
internal readonly record struct PoolWinners(ushort Active, ushort Lower, ushort Right)
{
    /// <summary>With the bits of some more channels.</summary>
    /// <typeparam name="TLanes">The vector type.</typeparam>
    /// <param name="lane">The first of the channels.</param>
    /// <param name="maxima">Their maxima.</param>
    /// <param name="relu">Whether ReLU stops those that are not above 0.</param>
    /// <param name="lower">Which are in the lower row.</param>
    /// <param name="right">Which are in the right column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PoolWinners With<TLanes>(int lane, TLanes maxima, bool relu, uint lower, uint right)
        where TLanes : struct, ILanes<TLanes>
    {
        uint active = relu ? TLanes.Positive(maxima) : (1u << TLanes.Count) - 1;
        return new((ushort)(Active | (active << lane)), (ushort)(Lower | (lower << lane)), (ushort)(Right | (right << lane)));
    }
}
