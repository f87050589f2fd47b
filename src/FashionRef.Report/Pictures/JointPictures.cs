using FashionRef.Report.Images;

namespace FashionRef.Report.Pictures;

/// <summary>Pictures of several runs together.</summary>
public static class JointPictures
{
    /// <summary>Draws <c>accuracies</c>: the test accuracy of every run over its epochs, with the notebook's and the bands.</summary>
    /// <param name="runs">At least one, of any models.</param>
    /// <param name="baselinesFolder">The repository's <c>baselines</c>; may be missing, and null where there is none.</param>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    /// <exception cref="FashionRefException">A file of runs over seeds holds something else (bad request), or this machine cannot draw
    /// (3).</exception>
    public static IReadOnlyList<Picture> Draw(IReadOnlyList<ReportedRun> runs, string? baselinesFolder)
    {
        ArgumentNullException.ThrowIfNull(runs);
        DrawingLibrary.EnsureLoaded();
        return runs.Count > 0
            ? [AccuraciesPicture.Draw(runs, baselinesFolder)]
            : throw new ArgumentException("There are no runs to draw; at least one is needed.", nameof(runs));
    }
}
