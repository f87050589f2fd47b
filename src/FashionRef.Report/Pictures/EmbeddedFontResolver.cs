using ScottPlot;
using SkiaSharp;

namespace FashionRef.Report.Pictures;

/// <summary>Gives ScottPlot the font Inter, and no other.</summary>
internal sealed class EmbeddedFontResolver : IFontResolver
{
    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, bold: weight >= FontWeight.SemiBold, italic: false);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic)
    {
        if (fontName != PictureFonts.Family)
        {
            return null;
        }

        return bold ? PictureFonts.Bold : PictureFonts.Regular;
    }
}
