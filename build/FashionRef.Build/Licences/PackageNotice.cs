using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FashionRef.Build.Licences;

/// <summary>The licence of a NuGet package.</summary>
internal static partial class PackageNotice
{
    /// <summary>Reads it from the unpacked package.</summary>
    /// <param name="folders">Where NuGet keeps packages.</param>
    /// <param name="id">The package's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="known">The texts for packages without one.</param>
    /// <exception cref="BuildTaskException">The package or its licence's text is missing.</exception>
    public static Notice Read(string[] folders, string id, string version, LicenceTexts known)
    {
        string name = $"{id} {version}";
#pragma warning disable CA1308 // NuGet's folders are in small letters.
        string place = Path.Combine(id.ToLowerInvariant(), version.ToLowerInvariant());
#pragma warning restore CA1308
        string folder = folders.Select(packages => Path.Combine(packages, place)).FirstOrDefault(Directory.Exists)
            ?? throw new BuildTaskException(ErrorCode.LicenceUnknown, $"The package {name} is in none of the folders {string.Join(", ", folders)}. Restore it: dotnet restore.");
        XElement metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Field(string field) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == field)?.Value.Trim() ?? "";

        string copyright = Field("copyright") is { Length: > 0 } owner ? owner : Field("authors");
        string[] texts =
        [
            .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => LegalFile().IsMatch(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];

        // Third-party notices do not replace the package's own licence.
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Any(file => LicenceFile().IsMatch(Path.GetFileName(file)))
            ? new Notice(name, Field("license"), copyright, texts)
            : known.Of(name, Field("license"), copyright) is var notice && texts.Length > 0 ? notice with { Texts = [.. notice.Texts, .. texts] } : notice;
    }

    [GeneratedRegex(@"^(licen[cs]e|copying|notice|third-?party-?notice)[\w.-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex LegalFile();

    [GeneratedRegex(@"^(licen[cs]e|copying)[\w.-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex LicenceFile();
}
