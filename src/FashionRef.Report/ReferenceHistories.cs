using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report;

/// <summary>The histories that a run's is compared with.</summary>
/// <param name="Notebook">The notebook's own single run.</param>
/// <param name="Bands">The bands of runs known to be correct; empty if there are none for the run's settings.</param>
public sealed record ReferenceHistories(SeedHistory Notebook, IReadOnlyList<HistoryBand> Bands)
{
    /// <summary>The histories to compare with, for a run with these settings.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="expectationsFolder">Where expectations and their runs are kept; may be missing, and null where there is none.</param>
    /// <exception cref="FashionRefException">A file exists, but cannot be read or holds something else (bad request).</exception>
    public static ReferenceHistories Of(RunSettings settings, string? expectationsFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ReferenceHistories(Training.Notebook.Of(settings.Model).History, HistoryBand.Find(settings, expectationsFolder));
    }
}
