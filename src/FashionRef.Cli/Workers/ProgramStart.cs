using System.Diagnostics;

namespace FashionRef.Cli.Workers;

/// <summary>How this program starts itself once more.</summary>
internal static class ProgramStart
{
    private const string DotNet = "dotnet";

    /// <summary>This program with other arguments, in this process' environment.</summary>
    /// <param name="arguments">None of them interpreted.</param>
    public static ProcessStartInfo Of(params IEnumerable<string> arguments) => Of(Environment.ProcessPath!, arguments);

    /// <summary>The words that start it, without arguments.</summary>
    public static IReadOnlyList<string> Words()
    {
        ProcessStartInfo start = Of();
        return [start.FileName, .. start.ArgumentList];
    }

    /// <summary>The program by its host: <c>dotnet</c> needs the program's file as an argument; any other host is the program itself.</summary>
    /// <param name="host">The file of the running process.</param>
    /// <param name="arguments">None of them interpreted.</param>
    internal static ProcessStartInfo Of(string host, IEnumerable<string> arguments) => new(
        host,
        Path.GetFileNameWithoutExtension(host) == DotNet ? [typeof(ProgramStart).Assembly.Location, .. arguments] : arguments);
}
