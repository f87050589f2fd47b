using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace FashionRef.Benchmarks;

/// <summary>
/// A short run inside this process: for a process of its own each kernel would have to be generated and built as a project. All that
/// BenchmarkDotNet writes goes to artifacts/benchmarks.
/// </summary>
internal sealed class KernelConfig : ManualConfig
{
    private static readonly TimeInterval Iteration = TimeInterval.FromMilliseconds(60);

    public KernelConfig()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithIterationTime(Iteration)
            .WithWarmupCount(4)
            .WithIterationCount(11));
        AddColumn(
            new KernelColumn("Kernel", "What runs", isNumeric: false, (_, row) => KernelColumn.Of(row).Kernel),
            new KernelColumn("Lanes", "Numbers of a vector", isNumeric: true, (_, row) => KernelColumn.Of(row).Lanes.ToString(CultureInfo.InvariantCulture)),
            new KernelColumn("Time", "Median of the iterations", isNumeric: true, Speed.Time),
            new KernelColumn("Spread", "Between the quartiles, beside the median", isNumeric: true, Speed.Spread),
            new KernelColumn("GF/s", "Operations a second by the median", isNumeric: true, Speed.OfKernel),
            new KernelColumn("Peak", "The most operations a second of multiply-adds alone", isNumeric: true, (_, row) => Speed.OfPeak(row)),
            new KernelColumn("% of peak", "One beside the other", isNumeric: true, Speed.Share));
        AddLogger(NullLogger.Instance);
        AddValidator(JitOptimizationsValidator.FailOnError);
        WithOrderer(new TableOrder());
        ArtifactsPath = Path.Combine(Repository.Artifacts, "benchmarks");
    }
}
