using FashionRef.Build.Fonts;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Takes font files out of a library that was made for Avalonia.</summary>
public sealed class ExtractFonts : Microsoft.Build.Utilities.Task
{
    /// <summary>The library as its package brings it; it is only read.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>The files to take, such as <c>Inter-Regular.ttf</c>.</summary>
    [Required]
    public string[] Fonts { get; set; } = [];

    /// <summary>The folder to write them to; it is made when it is missing.</summary>
    [Required]
    public string DestinationFolder { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => FileErrors.Tell(Log, Source, $"The fonts go to '{DestinationFolder}'.", () =>
    {
        AvaloniaAssets assets = AvaloniaAssets.Read(File.ReadAllBytes(Source));
        foreach (string font in Fonts)
        {
            WholeFile.Write(Path.Combine(DestinationFolder, font), assets.Get($"/Assets/{font}").ToArray());
        }
    });
}
