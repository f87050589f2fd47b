namespace FashionRef.Benchmarks;

/// <summary>A kernel with its data, ready to run.</summary>
/// <param name="Kernel">What it is called.</param>
/// <param name="Lanes">How many numbers its vectors hold; 1 where it uses none.</param>
/// <param name="Operations">
/// Additions, multiplications, divisions and roots of float32 of a run, a fused multiply-add counted as two; null where that says
/// nothing.
/// </param>
/// <param name="Run">Runs it once.</param>
public sealed record KernelCase(string Kernel, int Lanes, double? Operations, Action Run)
{
    /// <summary>The peak of its width; null where it uses no vectors.</summary>
    public Peak? Peak { get; init; }

    /// <summary>What tells it apart in BenchmarkDotNet's log.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kernel}, {Lanes} lanes");
}
