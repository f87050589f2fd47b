using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report;

/// <summary>The histories that a run's is compared with.</summary>
/// <param name="Notebook">The notebook's own single run.</param>
/// <param name="Band">The band of runs known to be correct; null if there are none for the run's settings.</param>
public sealed record ReferenceHistories(SeedHistory Notebook, HistoryBand? Band)
{
    /// <summary>The histories to compare with, for a run with these settings.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="baselinesFolder">The repository's <c>baselines</c>; may be missing, and null where there is none.</param>
    /// <exception cref="FashionRefException">A file exists, but cannot be read or holds something else (bad request).</exception>
    public static ReferenceHistories Of(RunSettings settings, string? baselinesFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ReferenceHistories(Training.Notebook.Of(settings.Model).History, HistoryBand.Find(settings, baselinesFolder));
    }
}
