using System.Security.Cryptography;
using FashionRef.Build.Files;
using FashionRef.Build.Fonts;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Takes font files out of a library that was made for Avalonia.</summary>
public sealed class ExtractFonts : Microsoft.Build.Utilities.Task
{
    /// <summary>The library from its package; it is only read.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>The SHA-512 of the library, in hexadecimal digits; any other file is refused.</summary>
    [Required]
    public string Sha512 { get; set; } = "";

    /// <summary>The files to take, such as <c>Inter-Regular.ttf</c>.</summary>
    [Required]
    public string[] Fonts { get; set; } = [];

    /// <summary>The folder to write them to; it is made when it is missing.</summary>
    [Required]
    public string DestinationFolder { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => FileErrors.Report(Log, Source, $"The fonts go to '{DestinationFolder}'.", () =>
    {
        byte[] library = File.ReadAllBytes(Source);
        string hash = Convert.ToHexString(SHA512.HashData(library));
        if (!hash.Equals(Sha512, StringComparison.OrdinalIgnoreCase))
        {
            throw new BuildTaskException(
                ErrorCode.OtherContent,
                $"The file's SHA-512 is {hash} and must be {Sha512}: it is not the one that this repository was made with. Delete its package's folder, and restore it from a registry that you trust.");
        }

        AvaloniaAssets assets = AvaloniaAssets.Read(library);
        foreach (string font in Fonts)
        {
            WholeFile.Write(Path.Combine(DestinationFolder, font), assets.Get($"/Assets/{font}").ToArray());
        }
    });
}
