#nullable enable

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;

/// <summary>Runs the command `dotnet` for the steps.</summary>
/// <param name="folder">The repository.</param>
/// <param name="stop">Cancelled when the build must stop.</param>
internal sealed class StepsDotNet(string folder, CancellationToken stop)
{
    // A bare name would also be searched for in the working folder.
    private static readonly string Host = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    // Environment variables that MSBuild would read as properties: those that the projects list, and MSBuild's own.
    private readonly HashSet<string> _takenForProperties = XDocument.Load(System.IO.Path.Combine(folder, "build", "Environment.props")).Descendants()
        .Where(element => element.Parent?.Name.LocalName == "PropertyGroup")
        .Select(element => element.Name.LocalName)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Runs it to its end, and holds its standard input open: the pipeline stops when that ends, on a request to stop or because
    /// this process is gone.
    /// </summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stopsWithInput">Whether it stops by itself when its input ends; otherwise it is killed.</param>
    /// <returns>Its exit code.</returns>
    public int Run(IReadOnlyList<string> arguments, bool stopsWithInput)
    {
        if (stop.IsCancellationRequested)
        {
            return StepsFailure.Interrupted;
        }

        var start = new ProcessStartInfo(Host, arguments) { RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(IsTakenForProperty).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        using var ending = stop.Register(() =>
        {
            if (stopsWithInput)
            {
                process.StandardInput.Close();
            }
            else
            {
                process.Kill(entireProcessTree: true);
            }
        });
        process.WaitForExit();
        return process.ExitCode;
    }

    private bool IsTakenForProperty(string variable) =>
        _takenForProperties.Contains(variable) || variable.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase);
}
