using FashionRef.Data;
using FashionRef.Report;
using FashionRef.Report.Pictures;
using SkiaSharp;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class ImageGridTests
{
    private const int Scale = 5;
    private static readonly ImageSet Set = ReportedRuns.Test;
    private static readonly ImageGrid Grid = new(Columns: 3, Scale, CellWidth: 200);

    [TestCase(false)]
    [TestCase(true)]
    public void Every_pixel_of_an_image_is_a_square_of_the_opposite_grey(bool isMarked)
    {
        GridCell[] cells = Cells(5, isMarked ? 4 : -1);
        DecodedPicture picture = Draw(cells);

        // The cross of a marked image hides pixels of it, so the image before it is looked at.
        const int Place = 3;
        (int left, int top) = Grid.ImageCorner(cells[0], Place);
        for (int i = 0; i < Set.Height * Set.Width; i++)
        {
            byte grey = (byte)(255 - Set.Pixels.Span[(Place * Set.Height * Set.Width) + i]);
            int x = left + (i % Set.Width * Scale);
            int y = top + (i / Set.Width * Scale);
            foreach ((int right, int down) in new[] { (0, 0), (Scale - 1, 0), (0, Scale - 1), (Scale - 1, Scale - 1) })
            {
                Assert.That(picture[x + right, y + down], Is.EqualTo(new SKColor(grey, grey, grey)), $"pixel {i}");
            }
        }
    }

    [Test]
    public void A_marked_cell_differs_by_frame_cross_and_bold_text_and_others_have_no_colour()
    {
        GridCell[] cells = Cells(3, 1);
        DecodedPicture marked = Draw(cells);
        DecodedPicture plain = Draw(Cells(3, -1));

        (int left, int top) = Grid.ImageCorner(cells[0], 1);
        Assert.That(marked.Has(left - 3, top + 60, PictureColors.Wrong), Is.True, "frame");
        Assert.That(marked.Has(left + 140 - 6 - 11, top + 6 + 11, PictureColors.Wrong), Is.True, "the middle of the cross");
        Assert.That(Ink(marked, cells, 1), Is.GreaterThan(1.2 * Ink(plain, cells, 1)), "bold text");
        Assert.That(Ink(marked, cells, 0), Is.EqualTo(Ink(plain, cells, 0)).Within(2).Percent, "the text of another cell");
        Assert.That(marked.Count(0, 0, 200, marked.Height, PictureColors.Wrong), Is.Zero);
        Assert.That(plain.Count(PictureColors.Wrong), Is.Zero);
    }

    [Test]
    public void Text_that_is_too_wide_is_made_smaller_and_stays_in_its_cell()
    {
        GridCell[] cells = [new(Set, 0, ["a text that is wider than any cell"]), new(Set, 1, [" "])];

        DecodedPicture picture = Draw(cells);

        (_, int top) = Grid.ImageCorner(cells[0], 0);
        int textTop = top + (Set.Height * Scale) + 2;
        Assert.That(Dark(picture, 9, textTop, 182, 50), Is.GreaterThan(100));
        Assert.That(Dark(picture, 0, textTop, 8, 50) + Dark(picture, 192, textTop, 208, 50), Is.Zero);
    }

    [Test]
    public void A_last_row_may_be_shorter()
    {
        Picture one = Grid.Draw("a-name", "A title", "Words.", Cells(3, -1));
        Picture two = Grid.Draw("a-name", "A title", "Words.", Cells(4, -1));

        Assert.That((one.Width, two.Width), Is.EqualTo((600, 600)));
        Assert.That(two.Height, Is.EqualTo((2 * one.Height) - 18));
        Assert.That((two.Name, two.Title, two.Description), Is.EqualTo(("a-name", "A title", "Words.")));
    }

    private static GridCell[] Cells(int count, int marked) =>
        [.. Enumerable.Range(0, count).Select(i => new GridCell(Set, i, ["Ankle boot", "second line"], i == marked))];

    private static DecodedPicture Draw(GridCell[] cells) => new(Grid.Draw("name", "Title", "Words.", cells));

    private static int Ink(DecodedPicture picture, GridCell[] cells, int place)
    {
        (int left, int top) = Grid.ImageCorner(cells[0], place);
        return Dark(picture, left - 20, top + (Set.Height * Scale) + 10, 180, 60);
    }

    private static int Dark(DecodedPicture picture, int left, int top, int width, int height) =>
        (from x in Enumerable.Range(left, width) from y in Enumerable.Range(top, height) where picture[x, y].Green < 128 select 1).Sum();
}
