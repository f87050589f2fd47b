using FashionRef.Data;
using SkiaSharp;

namespace FashionRef.Report.Pictures;

/// <summary>Draws images of clothes in rows, with text under each. (ScottPlot draws charts, not tables of images.)</summary>
/// <param name="Columns">Images in a row.</param>
/// <param name="Scale">How many pixels wide and high each pixel of an image is drawn.</param>
/// <param name="CellWidth">The width of an image with its margin, in pixels.</param>
internal sealed record ImageGrid(int Columns, int Scale, int CellWidth)
{
    private const float FontSize = 27;
    private const int LineHeight = 34;
    private const int Gap = 18;
    private const int FrameWidth = 6;
    private const int CrossSize = 22;
    private const int Compression = 6;
    private const byte White = 255;

    /// <summary>The picture's width in pixels.</summary>
    public int Width => Columns * CellWidth;

    /// <summary>How wide a line of text may be, in pixels.</summary>
    private float TextWidth => CellWidth - Gap;

    /// <summary>Draws the grid on white.</summary>
    /// <param name="name">The picture's name.</param>
    /// <param name="title">The picture's title.</param>
    /// <param name="description">What it shows, in words.</param>
    /// <param name="cells">At least one; row by row.</param>
    public Picture Draw(string name, string title, string description, IReadOnlyList<GridCell> cells)
    {
        int rows = (cells.Count + Columns - 1) / Columns;
        int cellHeight = CellHeight(cells[0]);
        int height = (rows * cellHeight) + Gap;

        // Only marks are coloured: without them, grey halves the file.
        SKColorType colors = cells.Any(cell => cell.IsMarked) ? SKColorType.Rgba8888 : SKColorType.Gray8;
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width, height, colors, SKAlphaType.Opaque));
        surface.Canvas.Clear(PictureColors.Paper.ToSKColor());
        foreach ((int i, GridCell cell) in cells.Index())
        {
            Draw(surface.Canvas, cell, new SKPoint(i % Columns * CellWidth, (i / Columns * cellHeight) + Gap));
        }

        // Image pixels are several rows high, so most rows equal the one above.
        using SKPixmap pixels = surface.PeekPixels()!;
        using SKData png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Up, Compression))!;
        return new Picture(name, title, description, Width, height, png.ToArray());
    }

    /// <summary>The upper left corner of an image in the picture, in pixels.</summary>
    /// <param name="cell">The grid's first cell; all have its size.</param>
    /// <param name="index">Which cell, from 0.</param>
    public (int X, int Y) ImageCorner(GridCell cell, int index) =>
        ((index % Columns * CellWidth) + ImageLeft(cell), (index / Columns * CellHeight(cell)) + Gap);

    private int CellHeight(GridCell cell) => (cell.Set.Height * Scale) + (cell.Lines.Count * LineHeight) + (2 * Gap);

    private int ImageLeft(GridCell cell) => (CellWidth - (cell.Set.Width * Scale)) / 2;

    private void Draw(SKCanvas canvas, GridCell cell, SKPoint corner)
    {
        SKRect place = SKRect.Create(corner.X + ImageLeft(cell), corner.Y, cell.Set.Width * Scale, cell.Set.Height * Scale);
        using (SKBitmap bitmap = Bitmap(cell))
        using (SKImage image = SKImage.FromBitmap(bitmap))
        {
            canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Nearest));
        }

        DrawFrame(canvas, place, cell.IsMarked);
        float baseline = place.Bottom + LineHeight;
        foreach (string line in cell.Lines)
        {
            DrawLine(canvas, line, corner.X + (CellWidth / 2f), baseline, cell.IsMarked);
            baseline += LineHeight;
        }
    }

    // As matplotlib's colour map "binary": 0 is white, 255 black.
    private static SKBitmap Bitmap(GridCell cell)
    {
        int size = cell.Set.Height * cell.Set.Width;
        ReadOnlySpan<byte> pixels = cell.Set.Pixels.Span.Slice(cell.Image * size, size);
        SKBitmap bitmap = new(cell.Set.Width, cell.Set.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        Span<byte> target = bitmap.GetPixelSpan();
        for (int row = 0; row < cell.Set.Height; row++)
        {
            for (int column = 0; column < cell.Set.Width; column++)
            {
                target[(row * bitmap.RowBytes) + column] = (byte)(White - pixels[(row * cell.Set.Width) + column]);
            }
        }

        return bitmap;
    }

    private static void DrawFrame(SKCanvas canvas, SKRect place, bool isMarked)
    {
        float width = isMarked ? FrameWidth : 1;
        using SKPaint paint = new()
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            IsAntialias = isMarked,
            Color = (isMarked ? PictureColors.Wrong : PictureColors.Rule).ToSKColor(),
        };
        SKRect frame = place;
        frame.Inflate(width / 2, width / 2);
        canvas.DrawRect(frame, paint);
        if (isMarked)
        {
            float right = place.Right - FrameWidth;
            float top = place.Top + FrameWidth;
            canvas.DrawLine(right - CrossSize, top, right, top + CrossSize, paint);
            canvas.DrawLine(right - CrossSize, top + CrossSize, right, top, paint);
        }
    }

    private void DrawLine(SKCanvas canvas, string line, float middle, float baseline, bool isMarked)
    {
        using SKFont font = new(isMarked ? PictureFonts.Bold : PictureFonts.Regular, FontSize)
        {
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
            Subpixel = true,
        };
        font.Size *= Math.Min(1, TextWidth / font.MeasureText(line));
        using SKPaint paint = new() { Color = PictureColors.Ink.ToSKColor(), IsAntialias = true };
        canvas.DrawText(line, middle, baseline, SKTextAlign.Center, font, paint);
    }
}

/// <summary>One image of a grid, with what is written under it.</summary>
/// <param name="Set">The set that the image is of.</param>
/// <param name="Image">The image's place in the set.</param>
/// <param name="Lines">Written under the image, from top to bottom; the same number in all cells of a grid.</param>
/// <param name="IsMarked">Whether the cell stands out: by a frame and a cross, not by colour alone.</param>
internal sealed record GridCell(ImageSet Set, int Image, IReadOnlyList<string> Lines, bool IsMarked = false);
