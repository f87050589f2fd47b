using System.Runtime.CompilerServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Which pixel of a 2 x 2 window was its maximum, and whether it passed ReLU: one bit for each of 16 channels.</summary>
/// <param name="Active">The channels whose gradient passes ReLU.</param>
/// <param name="Lower">The channels whose maximum is in the lower row.</param>
/// <param name="Right">The channels whose maximum is in the right column.</param>
internal readonly record struct PoolWinners(ushort Active, ushort Lower, ushort Right)
{
    /// <summary>Adds the bits of further channels.</summary>
    /// <typeparam name="TLanes">The vector type.</typeparam>
    /// <param name="firstChannel">The first of them.</param>
    /// <param name="maxima">Their maxima.</param>
    /// <param name="relu">Whether ReLU zeroes those that are not above 0.</param>
    /// <param name="lower">Which are in the lower row.</param>
    /// <param name="right">Which are in the right column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PoolWinners With<TLanes>(int firstChannel, TLanes maxima, bool relu, uint lower, uint right)
        where TLanes : struct, ILanes<TLanes>
    {
        uint active = relu ? TLanes.Positive(maxima) : (1u << TLanes.Count) - 1;
        return new((ushort)(Active | (active << firstChannel)), (ushort)(Lower | (lower << firstChannel)), (ushort)(Right | (right << firstChannel)));
    }
}
