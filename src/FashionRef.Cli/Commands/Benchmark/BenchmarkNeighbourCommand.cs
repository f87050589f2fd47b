using System.CommandLine;
using FashionRef.Cli.Speed.Load;

namespace FashionRef.Cli.Commands.Benchmark;

/// <summary><c>benchmark neighbour</c>: a busy process that <c>benchmark --load</c> starts. Internal, so hidden from the help.</summary>
internal static class BenchmarkNeighbourCommand
{
    private const string Name = "neighbour";

    /// <summary>The command line of a neighbour, behind the program's name.</summary>
    public static IReadOnlyList<string> Arguments { get; } = ["benchmark", Name];

    public static Command Create()
    {
        Command command = new(Name, "Keep a processor busy, or rest, as standard input says.") { Hidden = true };
        command.SetAction(_ => NeighbourProcesses.Serve(Console.In, Console.Out));
        return command;
    }
}
