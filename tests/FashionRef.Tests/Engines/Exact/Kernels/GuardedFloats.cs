namespace FashionRef.Tests.Engines.Exact.Kernels;

/// <summary>
/// Numbers with guards before and behind. A guard is a NaN: one that is read and gets into a result shows, and one that is written
/// over is no longer the guard.
/// </summary>
internal sealed class GuardedFloats
{
    /// <summary>A NaN that no computation gives; buffers that are written have another than those that are read.</summary>
    public static readonly float ReadGuard = BitConverter.UInt32BitsToSingle(0x7FC0_DEAD);

    private static readonly float WriteGuard = BitConverter.UInt32BitsToSingle(0x7FC0_BEEF);

    // As long as the widest row that a kernel could step over.
    private const int Guard = 128;

    private readonly float[] _all;
    private readonly float _guard;

    private GuardedFloats(ReadOnlySpan<float> values, float guard)
    {
        _guard = guard;
        _all = new float[values.Length + (2 * Guard)];
        Array.Fill(_all, guard);
        values.CopyTo(Span);
    }

    /// <summary>The numbers.</summary>
    public Span<float> Span => _all.AsSpan(Guard, _all.Length - (2 * Guard));

    /// <summary>Whether nothing was written before or behind the numbers.</summary>
    public bool IsIntact => IsGuard(_all.AsSpan(0, Guard)) && IsGuard(_all.AsSpan(_all.Length - Guard));

    /// <summary>Whether no number was written.</summary>
    public bool IsUntouched => IsGuard(_all);

    /// <summary>Numbers for a kernel to read.</summary>
    public static GuardedFloats ToRead(ReadOnlySpan<float> values) => new(values, ReadGuard);

    /// <summary>Numbers for a kernel to add to.</summary>
    public static GuardedFloats ToAddTo(ReadOnlySpan<float> values) => new(values, WriteGuard);

    /// <summary>Room for a kernel to write to.</summary>
    public static GuardedFloats ToWrite(int length)
    {
        float[] values = new float[length];
        Array.Fill(values, WriteGuard);
        return new GuardedFloats(values, WriteGuard);
    }

    private bool IsGuard(ReadOnlySpan<float> values)
    {
        uint guard = BitConverter.SingleToUInt32Bits(_guard);
        foreach (float value in values)
        {
            if (BitConverter.SingleToUInt32Bits(value) != guard)
            {
                return false;
            }
        }

        return true;
    }
}
