using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Commands.Reference;

/// <summary>Tells before a simulation that it takes long: its time grows with the number of right runs.</summary>
internal static class LongSimulation
{
    // With so many it takes seconds.
    private const int Few = 100;

    /// <summary>A line where the way is told, when there are many runs.</summary>
    public static void Tell(ParseResult parse, SeedRuns runs)
    {
        if (runs.Runs.Count > Few)
        {
            Terminal.Lines(Terminal.Progress(parse)).WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Playing the gate with {runs.Runs.Count:N0} right runs: a minute or two for each thousand of them. Ctrl-C ends it."));
        }
    }
}
