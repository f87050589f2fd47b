using FashionRef.Training.Bits;
using FashionRef.Training.Machine;

namespace FashionRef.Cli.Documents;

/// <summary>What <c>bits --json</c> tells.</summary>
/// <param name="Hardware">What .NET really had.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="Runs">One for each model.</param>
internal sealed record BitsDocument(VectorHardware Hardware, int Threads, IReadOnlyList<BitsRun> Runs);
