using FashionRef.Report.Pictures;
using ScottPlot;
using ScottPlot.Plottables;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>Runs and pairs as points; those of collapsed runs have another shape and colour.</summary>
internal static class PointMarks
{
    private const int ManyPoints = 100;
    private const float Size = 7;
    private const float SmallSize = 4;
    private const double Alpha = 0.65;
    private const double SmallAlpha = 0.35;

    /// <summary>Draws the points; none where there are none.</summary>
    /// <param name="plot">Where.</param>
    /// <param name="points">Their places.</param>
    /// <param name="areCollapsed">Whether they are of collapsed runs.</param>
    /// <param name="among">How many points are drawn together: many are smaller.</param>
    public static void AddPoints(this Plot plot, IEnumerable<Coordinates> points, bool areCollapsed, int among)
    {
        Coordinates[] places = [.. points];
        if (places.Length == 0)
        {
            return;
        }

        (float size, double alpha) = among > ManyPoints ? (SmallSize, SmallAlpha) : (Size, Alpha);
        Markers markers = plot.Add.Markers(places);
        markers.MarkerStyle = areCollapsed
            ? new MarkerStyle(MarkerShape.FilledSquare, size, PictureColors.Wrong)
            : new MarkerStyle(MarkerShape.FilledCircle, size, PictureColors.First.WithAlpha(alpha));
    }
}
