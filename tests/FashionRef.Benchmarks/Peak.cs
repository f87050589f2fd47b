using System.Diagnostics;
using System.Runtime.CompilerServices;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>
/// The most that one core does at a width: fused multiply-adds on registers that do not wait for each other. Whatever disturbs makes
/// it look lower, and the clock changes: so it is measured before and after each kernel, and the best of all counts.
/// </summary>
public sealed class Peak
{
    private const int Loops = 2000;
    private const int Tries = 200;

    // As many sums as two pipes of four cycles keep busy, and a few more; with their two operands they fit into 16 registers.
    private const int Sums = 12;

    private readonly Action _run;
    private readonly double _operations;

    private Peak(Action run, double operations)
    {
        _run = run;
        _operations = operations;
    }

    /// <summary>The best until now, in operations a nanosecond, which are GF/s; 0 before the first measurement.</summary>
    public double Best { get; private set; }

    /// <summary>Measures it once more.</summary>
    public void Measure()
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            _run();
            Best = Math.Max(Best, _operations / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
    }

    /// <summary>That of a width.</summary>
    /// <typeparam name="TLanes">The vector type.</typeparam>
    internal static Peak Of<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        AlignedFloats result = new(AlignedFloats.FloatsPerCacheLine);
        return new Peak(() => Run<TLanes>(ref result.Span[0]), 2.0 * Sums * TLanes.Count * Loops);
    }

    // The sums go towards 2, so that no number becomes slow or infinite.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes>(ref float result)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes half = TLanes.Broadcast(0.5f);
        TLanes one = TLanes.Broadcast(1);
        TLanes sum0 = half;
        TLanes sum1 = half;
        TLanes sum2 = half;
        TLanes sum3 = half;
        TLanes sum4 = half;
        TLanes sum5 = half;
        TLanes sum6 = half;
        TLanes sum7 = half;
        TLanes sum8 = half;
        TLanes sum9 = half;
        TLanes sum10 = half;
        TLanes sum11 = half;
        for (int loop = 0; loop < Loops; loop++)
        {
            sum0 = TLanes.MultiplyAdd(sum0, half, one);
            sum1 = TLanes.MultiplyAdd(sum1, half, one);
            sum2 = TLanes.MultiplyAdd(sum2, half, one);
            sum3 = TLanes.MultiplyAdd(sum3, half, one);
            sum4 = TLanes.MultiplyAdd(sum4, half, one);
            sum5 = TLanes.MultiplyAdd(sum5, half, one);
            sum6 = TLanes.MultiplyAdd(sum6, half, one);
            sum7 = TLanes.MultiplyAdd(sum7, half, one);
            sum8 = TLanes.MultiplyAdd(sum8, half, one);
            sum9 = TLanes.MultiplyAdd(sum9, half, one);
            sum10 = TLanes.MultiplyAdd(sum10, half, one);
            sum11 = TLanes.MultiplyAdd(sum11, half, one);
        }

        (sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11).Store(ref result, 0);
    }
}
