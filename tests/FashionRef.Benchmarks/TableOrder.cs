using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace FashionRef.Benchmarks;

/// <summary>The order of the table, in which it is measured too: a kernel's widths one after the other, the widest first.</summary>
internal sealed class TableOrder : DefaultOrderer
{
    public override IEnumerable<BenchmarkCase> GetExecutionOrder(
        ImmutableArray<BenchmarkCase> benchmarksCase, IEnumerable<BenchmarkLogicalGroupRule>? order = null) => InOrder(benchmarksCase);

    public override IEnumerable<BenchmarkCase> GetSummaryOrder(ImmutableArray<BenchmarkCase> benchmarksCases, Summary summary) => InOrder(benchmarksCases);

    private static IEnumerable<BenchmarkCase> InOrder(IEnumerable<BenchmarkCase> rows)
    {
        List<string> names = [.. KernelBenchmarks.Names];
        return rows.OrderBy(row => names.IndexOf(KernelColumn.Of(row).Kernel)).ThenByDescending(row => KernelColumn.Of(row).Lanes);
    }
}
