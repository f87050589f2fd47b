using System.Runtime.InteropServices;

namespace FashionRef.Engines.Exact;

/// <summary>A zeroed buffer aligned to a cache line, so that no vector of 16 crosses two lines.</summary>
internal sealed class AlignedFloats
{
    /// <summary>The floats of one cache line, and of the widest vector: sizes are padded to a multiple of it.</summary>
    public const int FloatsPerCacheLine = 16;

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Creates a buffer.</summary>
    /// <param name="length">How many floats, at least 0.</param>
    /// <exception cref="FashionRefException">It is too large for an array (bad request), or for memory (3).</exception>
    public AlignedFloats(long length)
    {
        if (length > Array.MaxLength - FloatsPerCacheLine)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"The exact engine would need a buffer of {length:N0} floats; the largest has {Array.MaxLength - FloatsPerCacheLine:N0}. ")
                + "Take a smaller batch or a smaller model.");
        }

        Length = (int)length;
        try
        {
            // Pinned, so that the garbage collector does not move it out of alignment.
            _array = GC.AllocateArray<float>(Length + FloatsPerCacheLine, pinned: true);
        }
        catch (OutOfMemoryException exception)
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                FormattableString.Invariant($"There is not enough memory for {length:N0} floats of the exact engine. ")
                + "Take a smaller batch or a smaller model, or end other programs.",
                exception);
        }

        int past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) / sizeof(float) % FloatsPerCacheLine);
        _start = past == 0 ? 0 : FloatsPerCacheLine - past;
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>A buffer for each thread.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="length">Numbers of each.</param>
    public static AlignedFloats[] ForThreads(int threads, long length) =>
        [.. Enumerable.Range(0, threads).Select(_ => new AlignedFloats(length))];

    /// <summary>The next multiple of <see cref="FloatsPerCacheLine"/>.</summary>
    public static int RoundUp(int count) => (count + FloatsPerCacheLine - 1) / FloatsPerCacheLine * FloatsPerCacheLine;
}
