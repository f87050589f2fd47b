using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace FashionRef.Tests.Packaging;

/// <summary>What is in the products' packages.</summary>
internal sealed class PackageTests
{
    private static readonly string[] Names = ["FashionRef", "FashionRef.Report", "FashionRef.Torch"];

    private PackedProducts _products = null!;
    private Dictionary<string, ZipArchive> _packages = null!;

    [OneTimeSetUp]
    public async Task Pack()
    {
        _products = await PackedProducts.CreateAsync([.. Names.Select(name => $"src/{name}")]);
        _packages = Names.ToDictionary(name => name, name => ZipFile.OpenRead(_products.FileOf(name)));
    }

    [OneTimeTearDown]
    public void Remove()
    {
        foreach (ZipArchive package in _packages.Values)
        {
            package.Dispose();
        }

        _products.Dispose();
    }

    [TestCase("FashionRef", "lib/net10.0/FashionRef.dll")]
    [TestCase("FashionRef", "lib/net10.0/FashionRef.xml")]
    [TestCase("FashionRef", "README.md")]
    [TestCase("FashionRef", "LICENSE")]
    [TestCase("FashionRef.Report", "THIRD-PARTY-NOTICES.txt")]
    [TestCase("FashionRef.Torch", "lib/net10.0/FashionRef.Torch.xml")]
    [TestCase("FashionRef.Torch", "buildTransitive/FashionRef.Torch.targets")]
    [TestCase("FashionRef.Torch", "tasks/FashionRef.Build.dll")]
    public void One_holds(string name, string file) => Assert.That(_packages[name].GetEntry(file)?.Length, Is.Positive);

    [TestCaseSource(nameof(Names))]
    public void One_holds_no_native_library_and_stays_small(string name)
    {
        Assert.That(_packages[name].Entries.Where(entry => entry.FullName.EndsWith(".so", StringComparison.Ordinal)), Is.Empty);
        Assert.That(_packages[name].Entries.Sum(entry => entry.CompressedLength), Is.LessThan(2_000_000));
    }

    [TestCaseSource(nameof(Names))]
    public void One_names_no_folder_of_the_machine_that_made_it(string name)
    {
        // But for what one builds for oneself, whose whole paths debuggers need: build/SourcePaths.props.
        bool isGivenAway = PackedProducts.Configuration == "Release" || Environment.GetEnvironmentVariable("CI") == "true";
        IEnumerable<string> ofDebuggers = _packages[name].Entries.Select(entry => entry.FullName).Where(file => file.EndsWith(".dll", StringComparison.Ordinal));

        Assert.That(
            _packages[name].Entries.Where(entry => Text(entry).Contains(Repository.Root, StringComparison.Ordinal)).Select(entry => entry.FullName),
            Is.EquivalentTo(isGivenAway ? [] : ofDebuggers),
            "A build outside CI is not one of CI: build anew.");

        static string Text(ZipArchiveEntry entry)
        {
            using StreamReader reader = new(entry.Open(), Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Making_one_leaves_nothing_among_the_sources(string name) =>
        Assert.That(Directory.GetFiles(Path.Combine(Repository.Root, "src", name), "*.txt"), Is.Empty);

    [TestCaseSource(nameof(Names))]
    public void One_tells_licence_readme_and_the_commit_that_it_was_made_of(string name)
    {
        using Stream stream = _packages[name].GetEntry($"{name}.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement Field(string field) => metadata.Elements().Single(element => element.Name.LocalName == field);

        Assert.That(Field("license").Value, Is.EqualTo("MIT"));
        Assert.That(Field("readme").Value, Is.EqualTo("README.md"));
        Assert.That(Field("repository").Attribute("commit")!.Value, Has.Length.EqualTo(40));
    }
}
