using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace FashionRef.Report.Pictures;

/// <summary>Inter, from inside the program: text looks alike everywhere, and a machine without any font has it too.</summary>
internal static class PictureFonts
{
    /// <summary>The family's name, as the font files tell it.</summary>
    public const string Family = "Inter";

    /// <summary>For most text.</summary>
    public static SKTypeface Regular { get; } = Load("Inter-Regular.ttf");

    /// <summary>For what stands out.</summary>
    public static SKTypeface Bold { get; } = Load("Inter-Bold.ttf");

    private static readonly Lazy<bool> Known = new(Register);

    /// <summary>Makes ScottPlot take Inter from here. It keeps fonts for the whole process, so once is enough.</summary>
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
