using System.Globalization;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace FashionRef.Benchmarks;

/// <summary>Thousands of millions of operations a second (GF/s), from what was measured.</summary>
internal static class Speed
{
    private const string None = "-";

    /// <summary>A run's time in microseconds.</summary>
    public static string Time(Summary summary, BenchmarkCase row) =>
        Measured(summary, row) is { } times ? FormattableString.Invariant($"{times.Median / 1000:F2} us") : None;

    /// <summary>How far half of the times lay apart, in per cent of their median.</summary>
    public static string Spread(Summary summary, BenchmarkCase row) =>
        Measured(summary, row) is { } times ? FormattableString.Invariant($"{100 * (times.Q3 - times.Q1) / times.Median:F0} %") : None;

    /// <summary>The kernel's speed.</summary>
    public static string OfKernel(Summary summary, BenchmarkCase row) => Text(Kernel(summary, row));

    /// <summary>The peak of the kernel's width.</summary>
    public static string OfPeak(BenchmarkCase row) => Text(KernelColumn.Of(row).Peak?.Best);

    /// <summary>The kernel's share of the peak.</summary>
    public static string Share(Summary summary, BenchmarkCase row) =>
        Kernel(summary, row) / KernelColumn.Of(row).Peak?.Best is { } share ? FormattableString.Invariant($"{100 * share:F0} %") : None;

    private static double? Kernel(Summary summary, BenchmarkCase row) => KernelColumn.Of(row).Operations / Measured(summary, row)?.Median;

    private static Statistics? Measured(Summary summary, BenchmarkCase row) => summary[row]?.ResultStatistics;

    private static string Text(double? speed) => speed is { } known ? known.ToString("F1", CultureInfo.InvariantCulture) : None;
}
