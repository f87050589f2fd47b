using FashionRef.Training.Bits;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Cli.Documents;

/// <summary>The JSON of <c>bits --json</c>.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Hardware">The vector hardware that .NET used.</param>
/// <param name="Threads">The number of threads that computed.</param>
/// <param name="Runs">One for each model.</param>
/// <param name="Comparison">With stored bits; null without <c>--compare</c>.</param>
internal sealed record BitsDocument(string Format, VectorHardware Hardware, int Threads, IReadOnlyList<BitsRun> Runs, BitsComparison? Comparison)
{
    public const string CurrentFormat = "fashionref-bits-output-1";
}

/// <summary>The verdict of <c>bits --compare</c>.</summary>
/// <param name="File">What the runs were compared with.</param>
/// <param name="Same">Whether all have the stored bits.</param>
/// <param name="Faults">What differs, a phrase for each run.</param>
internal sealed record BitsComparison(string File, bool Same, IReadOnlyList<string> Faults);
