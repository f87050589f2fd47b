using BenchmarkDotNet.Attributes;

namespace FashionRef.Benchmarks;

/// <summary>What BenchmarkDotNet runs: each kernel at each width that the machine has.</summary>
public class KernelBenchmarks
{
    private static readonly Lazy<IReadOnlyList<KernelCase>> AllCases = new(KernelCases.Create);

    /// <summary>Parts of the names of the kernels to measure; none means all.</summary>
    public static IReadOnlyList<string> Words { get; set; } = [];

    /// <summary>The names of all kernels, in the order of the table.</summary>
    public static IReadOnlyList<string> Names => [.. AllCases.Value.Select(kernel => kernel.Kernel).Distinct()];

    /// <summary>The kernels to measure.</summary>
    public static IEnumerable<KernelCase> Cases => AllCases.Value.Where(
        kernel => Words.Count == 0 || Words.Any(word => kernel.Kernel.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The kernel.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = null!;

    /// <summary>Measures what it is held against.</summary>
    [GlobalSetup]
    [GlobalCleanup]
    public void MeasurePeak() => Case.Peak?.Measure();

    /// <summary>Runs it once.</summary>
    [Benchmark]
    public void Run() => Case.Run();
}
