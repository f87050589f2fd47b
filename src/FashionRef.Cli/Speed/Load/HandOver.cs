using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FashionRef.Cli.Speed.Load;

/// <summary>
/// How far apart two threads' processors are: the round-trip time of a number to another thread. It is several times as long
/// between processors that share no cache. Under a hypervisor it changes while a program runs, also in the first milliseconds after
/// a processor begins to work: those do not count.
/// </summary>
internal static class HandOver
{
    private const int Trips = 4000;
    private const int CountedBatches = 5;
    private const int BatchesBefore = 20;
    private const int Batches = BatchesBefore + CountedBatches;

    // Far more than any round trip takes: only threads that share one processor must yield.
    private const int ReadsBeforeYield = 4000;

    /// <summary>Measures for some ten milliseconds.</summary>
    /// <returns>Nanoseconds there and back, the median of some thousand trips each; null with one processor.</returns>
    public static double? Measure()
    {
        if (Environment.ProcessorCount < 2)
        {
            return null;
        }

        StrongBox<int> number = new();
        Thread other = new(() => GiveBack(number)) { IsBackground = true, Name = "hand over" };
        other.Start();
        double[] nanoseconds = new double[Batches];
        int next = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int trip = 0; trip < Trips; trip++)
            {
                Volatile.Write(ref number.Value, ++next);
                WaitFor(++next, number);
            }

            nanoseconds[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Trips;
        }

        other.Join();
        return Quartiles.Of(nanoseconds[BatchesBefore..]).Median;
    }

    private static void GiveBack(StrongBox<int> number)
    {
        for (int next = 1; next < 2 * Batches * Trips; next += 2)
        {
            WaitFor(next, number);
            Volatile.Write(ref number.Value, next + 1);
        }
    }

    // Optimized at once: it runs too briefly for tiered compilation.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WaitFor(int awaited, StrongBox<int> number)
    {
        for (int read = 1; Volatile.Read(ref number.Value) != awaited; read++)
        {
            if (read % ReadsBeforeYield == 0)
            {
                Thread.Yield();
            }
        }
    }
}
