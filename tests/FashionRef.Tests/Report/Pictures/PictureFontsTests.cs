using System.Buffers.Binary;
using FashionRef.Report.Pictures;
using ScottPlot;
using SkiaSharp;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class PictureFontsTests
{
    private const uint TrueType = 0x0001_0000;

    [TestCase("Inter-Regular.ttf", 400)]
    [TestCase("Inter-Bold.ttf", 700)]
    public void The_fonts_inside_the_program_are_TrueType_fonts_named_Inter(string file, int weight)
    {
        using Stream stream = typeof(FashionRef.Report.Page.ReportPage).Assembly.GetManifestResourceStream($"FashionRef.Fonts.{file}")!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        using SKTypeface font = SKTypeface.FromData(SKData.CreateCopy(bytes.ToArray()));

        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(bytes.ToArray()), Is.EqualTo(TrueType));
        Assert.That((font.FamilyName, font.FontWeight), Is.EqualTo(("Inter", weight)));
    }

    [Test]
    public void They_have_every_character_that_is_drawn()
    {
        using SKFont regular = new(PictureFonts.Regular);
        using SKFont bold = new(PictureFonts.Bold);

        string all = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (char)character)) + "↑↓";

        Assert.That(regular.ContainsGlyphs(all) && bold.ContainsGlyphs(all), Is.True);
    }

    [Test]
    public void ScottPlot_takes_them_and_not_the_machines()
    {
        PictureFonts.TellScottPlot();

        Assert.That(Fonts.GetTypeface("Inter", bold: false, italic: false), Is.SameAs(PictureFonts.Regular));
        Assert.That(Fonts.GetTypeface("Inter", bold: true, italic: false), Is.SameAs(PictureFonts.Bold));
        Assert.That(Fonts.Default, Is.EqualTo("Inter"));
    }

    [Test]
    public void Of_other_fonts_the_resolver_knows_nothing() =>
        Assert.That(new EmbeddedFontResolver().CreateTypeface("DejaVu Sans", bold: false, italic: false), Is.Null);
}
