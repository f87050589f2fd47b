using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Commands.Reference;

/// <summary>Announces a long simulation: its time grows with the number of runs.</summary>
internal static class LongSimulation
{
    // Up to this many, it takes seconds.
    private const int Few = 100;

    /// <summary>Writes a line to the progress output when there are many runs.</summary>
    public static void Announce(ParseResult parse, SeedRuns runs)
    {
        if (runs.Runs.Count > Few)
        {
            Terminal.Lines(Terminal.Progress(parse)).WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Simulating the gate with {runs.Runs.Count:N0} correct runs: one or two minutes per thousand. Ctrl-C stops it."));
        }
    }
}
