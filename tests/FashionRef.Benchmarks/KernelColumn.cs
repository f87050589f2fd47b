using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace FashionRef.Benchmarks;

/// <summary>A column of the table that is found out from a kernel and what was measured of it.</summary>
/// <param name="name">Its head.</param>
/// <param name="legend">What it means.</param>
/// <param name="isNumeric">Whether it stands to the right.</param>
/// <param name="value">The text of a row.</param>
internal sealed class KernelColumn(string name, string legend, bool isNumeric, Func<Summary, BenchmarkCase, string> value) : IColumn
{
    /// <summary>The kernel of a row.</summary>
    public static KernelCase Of(BenchmarkCase row) => (KernelCase)row.Parameters[nameof(KernelBenchmarks.Case)];

    public string Id => $"{nameof(KernelColumn)}.{ColumnName}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => isNumeric;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => value(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
