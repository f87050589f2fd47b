using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report;

/// <summary>What a run's history is shown against.</summary>
/// <param name="Notebook">The notebook's own single run.</param>
/// <param name="Band">Where runs that are known to be right lie; null when none are kept for the run's settings.</param>
public sealed record ReferenceHistories(SeedHistory Notebook, HistoryBand? Band)
{
    /// <summary>What a run with these settings is shown against.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="baselinesFolder">The repository's <c>baselines</c>; may be missing, and null where there is none.</param>
    /// <exception cref="FashionRefException">A file is there, and cannot be read or holds something else (bad request).</exception>
    public static ReferenceHistories Of(RunSettings settings, string? baselinesFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ReferenceHistories(Training.Notebook.Of(settings.Model).History, HistoryBand.Find(settings, baselinesFolder));
    }
}
