using FashionRef.Training.Bits;
using FashionRef.Training.Machine;

namespace FashionRef.Cli.Documents;

/// <summary>The JSON of <c>bits --json</c>.</summary>
/// <param name="Hardware">The vector hardware that .NET used.</param>
/// <param name="Threads">The number of threads that computed.</param>
/// <param name="Runs">One for each model.</param>
internal sealed record BitsDocument(VectorHardware Hardware, int Threads, IReadOnlyList<BitsRun> Runs);
