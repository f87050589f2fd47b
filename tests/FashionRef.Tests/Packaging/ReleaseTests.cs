using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FashionRef.Tests.Packaging;

/// <summary>The version has one place, and a release says what it brings.</summary>
internal sealed partial class ReleaseTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    private static readonly string[] Headings = [.. File.ReadAllLines(Path.Combine(Repository.Root, "CHANGELOG.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal))];

    [Test]
    public void No_other_project_or_properties_have_a_version()
    {
        IEnumerable<string> files = new[] { "*.csproj", "*.props", "*.targets" }
            .SelectMany(pattern => Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories))
            .Where(file => !BuildOutput().IsMatch(file) && XDocument.Load(file).Descendants().Any(IsVersion))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.That(files, Is.EqualTo(["Directory.Build.props"]));
    }

    [Test]
    public void The_changelog_has_what_is_unreleased_the_built_version_and_older_ones_with_their_days()
    {
        Assert.That(Headings[0], Is.EqualTo("## [Unreleased]"));
        Assert.That(Headings[1..], Is.All.Matches<string>(heading => Released().IsMatch(heading)));
        Assert.That(Headings[1..].Select(heading => Released().Match(heading).Groups["version"].Value), Has.One.EqualTo(Version));
        Assert.That(Headings[1..].Select(heading => new Version(Released().Match(heading).Groups["version"].Value)), Is.Ordered.Descending);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A script of the release's Linux machine.")]
    public async Task The_notes_of_a_release_are_its_section_and_a_tag_of_another_version_is_refused()
    {
        ProgramEnd notes = await NotesAsync($"v{Version}");
        ProgramEnd other = await NotesAsync("v999.0.0");

        Assert.That((notes.ExitCode, notes.Error), Is.EqualTo((0, "")));
        Assert.That(notes.Output, Does.Contain("### ").And.Not.Contain("## ["));
        Assert.That(other.ExitCode, Is.EqualTo(2));
        Assert.That(other.Error, Does.Contain($"'999.0.0', and Directory.Build.props has '{Version}'"));
    }

    // With attributes it is that of a package, and without a value a name that no variable of the machine may set.
    private static bool IsVersion(XElement element) =>
        element.Name.LocalName is "Version" or "VersionPrefix" or "PackageVersion" && element.Value != "" && !element.HasAttributes;

    private static Task<ProgramEnd> NotesAsync(string tag) =>
        TestProcess.RunAsync(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "release-notes"), tag]));

    [GeneratedRegex(@"^## \[(?<version>\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$")]
    private static partial Regex Released();

    [GeneratedRegex(@"[\\/](bin|obj|artifacts|\.git)[\\/]")]
    private static partial Regex BuildOutput();
}
