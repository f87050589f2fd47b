namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Which pixel of a window of 2 x 2 was its maximum, and whether ReLU let it through, for 16 channels: a bit for each.</summary>
/// <param name="Active">The channels whose gradient goes on.</param>
/// <param name="Lower">The channels whose maximum is in the lower row.</param>
/// <param name="Right">The channels whose maximum is in the right column.</param>
internal readonly record struct PoolWinners(ushort Active, ushort Lower, ushort Right)
{
    /// <summary>With the bits of some more channels.</summary>
    public PoolWinners With(int lane, uint active, uint lower, uint right) =>
        new((ushort)(Active | (active << lane)), (ushort)(Lower | (lower << lane)), (ushort)(Right | (right << lane)));
}
