using ScottPlot;

namespace FashionRef.Report.Pictures;

/// <summary>The style of all charts.</summary>
internal static class HouseStyle
{
    /// <summary>Pixels per point of the layout: sharp on screens with two pixels per point.</summary>
    public const int Scale = 2;

    /// <summary>A picture's width in points: small, so that text is legible on a phone.</summary>
    public const int Width = 480;

    /// <summary>Size of most text, in points.</summary>
    public const float FontSize = 15;

    /// <summary>An empty chart with this style.</summary>
    public static Plot Create()
    {
        PictureFonts.TellScottPlot();
        Plot plot = new() { ScaleFactor = Scale };
        plot.FigureBackground.Color = PictureColors.Paper;
        plot.DataBackground.Color = PictureColors.Paper;
        plot.Axes.Color(PictureColors.Ink);
        plot.Font.Set(PictureFonts.Family);
        plot.Grid.MajorLineColor = PictureColors.Rule;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontSize = FontSize;
            axis.Label.FontSize = FontSize;
            axis.Label.Bold = false;
            axis.MinorTickStyle.Length = 0;
        }

        return plot;
    }

    /// <summary>The chart as a picture.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="name">The picture's name.</param>
    /// <param name="title">The picture's title.</param>
    /// <param name="description">What it shows, in words.</param>
    /// <param name="height">In points; the width is <see cref="Width"/>.</param>
    public static Picture ToPicture(this Plot plot, string name, string title, string description, int height)
    {
        int width = Width * Scale;
        byte[] png = plot.GetImageBytes(width, height * Scale, ImageFormat.Png);
        return new Picture(name, title, description, width, height * Scale, png);
    }
}
