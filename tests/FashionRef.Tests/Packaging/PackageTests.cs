using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace FashionRef.Tests.Packaging;

/// <summary>What is in the library's package.</summary>
internal sealed class PackageTests
{
    private PackedLibrary _library = null!;
    private ZipArchive _package = null!;

    [OneTimeSetUp]
    public async Task Pack()
    {
        _library = await PackedLibrary.CreateAsync();
        _package = ZipFile.OpenRead(_library.File);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _package.Dispose();
        _library.Dispose();
    }

    [TestCase("lib/net10.0/FashionRef.dll")]
    [TestCase("lib/net10.0/FashionRef.xml")]
    [TestCase("README.md")]
    [TestCase("LICENSE")]
    [TestCase("THIRD-PARTY-NOTICES.txt")]
    [TestCase("buildTransitive/FashionRef.targets")]
    [TestCase("tasks/FashionRef.Build.dll")]
    public void It_holds(string file) => Assert.That(_package.GetEntry(file)?.Length, Is.Positive);

    [Test]
    public void It_holds_no_native_library_and_stays_small()
    {
        Assert.That(_package.Entries.Where(entry => entry.FullName.EndsWith(".so", StringComparison.Ordinal)), Is.Empty);
        Assert.That(_package.Entries.Sum(entry => entry.CompressedLength), Is.LessThan(2_000_000));
    }

    [Test]
    public void It_names_no_folder_of_the_machine_that_made_it()
    {
        // But for what one builds for oneself, whose whole paths debuggers need: build/SourcePaths.props.
        bool isGivenAway = PackedLibrary.Configuration == "Release" || Environment.GetEnvironmentVariable("CI") == "true";

        Assert.That(
            _package.Entries.Where(entry => Text(entry).Contains(Repository.Root, StringComparison.Ordinal)).Select(entry => entry.FullName),
            Is.EquivalentTo(isGivenAway ? Array.Empty<string>() : ["lib/net10.0/FashionRef.dll", "tasks/FashionRef.Build.dll"]),
            "A build outside CI is not one of CI: build anew.");

        static string Text(ZipArchiveEntry entry)
        {
            using StreamReader reader = new(entry.Open(), Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [Test]
    public void Making_it_leaves_nothing_among_the_sources() =>
        Assert.That(Directory.GetFiles(Path.Combine(Repository.Root, "src", "FashionRef"), "*.txt"), Is.Empty);

    [Test]
    public void It_tells_licence_readme_and_the_commit_that_it_was_made_of()
    {
        using Stream stream = _package.GetEntry("FashionRef.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement Field(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

        Assert.That(Field("license").Value, Is.EqualTo("MIT"));
        Assert.That(Field("readme").Value, Is.EqualTo("README.md"));
        Assert.That(Field("repository").Attribute("commit")!.Value, Has.Length.EqualTo(40));
    }
}
