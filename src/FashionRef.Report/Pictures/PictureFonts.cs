using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace FashionRef.Report.Pictures;

/// <summary>The font Inter, embedded, so that text looks the same everywhere, even on machines without fonts.</summary>
internal static class PictureFonts
{
    /// <summary>The family's name in the font files.</summary>
    public const string Family = "Inter";

    /// <summary>For most text.</summary>
    public static SKTypeface Regular { get; } = Load("Inter-Regular.ttf");

    /// <summary>For emphasis.</summary>
    public static SKTypeface Bold { get; } = Load("Inter-Bold.ttf");

    private static readonly Lazy<bool> Known = new(Register);

    /// <summary>Registers Inter with ScottPlot, once per process.</summary>
    public static void TellScottPlot() => _ = Known.Value;

    private static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new EmbeddedFontResolver());
        Fonts.Default = Family;
        return true;
    }

    private static SKTypeface Load(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FashionRef.Fonts.{file}")!;
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
