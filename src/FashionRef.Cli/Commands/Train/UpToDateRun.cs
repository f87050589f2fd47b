using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Train;

/// <summary>Tells whether a run need not be trained again.</summary>
internal static class UpToDateRun
{
    /// <summary>Whether an up-to-date run is there; says so, or why the one that is there is none.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="data">What it would learn from.</param>
    /// <param name="engine">What would compute it.</param>
    /// <param name="output">Where to write.</param>
    public static bool IsThere(RunSettings settings, RunFolder folder, Dataset data, IEngine engine, TextWriter output)
    {
        string? fault = FinishedRun.Fault(folder, settings, data.Sha256, engine.Code);
        if (fault is null)
        {
            output.WriteLine($"{settings.ModelTitle} is up to date in '{folder.Root}': settings, data and code are the same. To train anyway: --force.");
        }
        else if (File.Exists(folder.Record))
        {
            output.WriteLine($"The run in '{folder.Root}' {fault}.");
        }

        return fault is null;
    }
}
