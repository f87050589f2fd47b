using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace FashionRef.Tests.Architecture;

/// <summary>Dependencies go downwards: a project knows those below it, and within the library a folder reads only folders above it.</summary>
internal sealed partial class LayeringTests
{
    // The order in which data flows.
    private static readonly string[] FoldersInOrder = ["Files", "Data", "Models", "Formats", "Engines", "Training", "Evaluation", "Studies", "Parity", "Probes", "Gate"];

    private static readonly Dictionary<string, string[]> References = new()
    {
        ["src/FashionRef"] = [],
        ["src/FashionRef.Torch"] = ["FashionRef"],
        ["src/FashionRef.Report"] = ["FashionRef"],
        ["src/FashionRef.Cli"] = ["FashionRef", "FashionRef.Report", "FashionRef.Torch"],
        ["build/Tool"] = ["FashionRef", "FashionRef.Report"],
    };

    private static readonly Assembly[] Products =
        [typeof(FaultKind).Assembly, typeof(FashionRef.Torch.TorchEngine).Assembly, typeof(FashionRef.Report.ReportedRun).Assembly, typeof(FashionRef.Cli.ExitCode).Assembly];

    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(Products[0]).Build();

    private static IEnumerable<string> FoldersButTheLast => FoldersInOrder.SkipLast(1);

    private static IEnumerable<string> Projects => References.Keys;

    [Test]
    public void The_projects_are_the_source_trees()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => $"src/{Path.GetFileName(folder)}");

        Assert.That(folders, Is.EquivalentTo(Projects.Where(project => project.StartsWith("src/", StringComparison.Ordinal))));
    }

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_those_below_it(string project)
    {
        string folder = Path.Combine(Repository.Root, project);
        IEnumerable<XElement> items = Directory.GetFiles(folder, "*.csproj")
            .Concat(File.ReadAllText(Directory.GetFiles(folder, "*.csproj").Single()).Contains("build/Program.props") ? [Path.Combine(Repository.Root, "build/Program.props")] : [])
            .SelectMany(file => XDocument.Load(file).Descendants("ProjectReference"))
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false");

        Assert.That(items.Select(item => Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!)), Is.EquivalentTo(References[project]));
    }

    [Test]
    public void Only_the_program_is_an_executable() =>
        Assert.That(Products.Where(product => product.EntryPoint is not null).Select(product => product.GetName().Name), Is.EqualTo(["FashionRef.Cli"]));

    // What one product needs of another is public and documented.
    [Test]
    public void No_product_sees_the_internals_of_another()
    {
        foreach (Assembly product in Products)
        {
            IEnumerable<string> friends = product.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
                .Select(friend => friend.AssemblyName.Split(',')[0]);

            Assert.That(friends, Is.EquivalentTo(["FashionRef.Tests", "FashionRef.Snapshots", "FashionRef.Benchmarks", "FashionRef.Harms"]), product.FullName);
        }
    }

    [Test]
    public void The_list_of_folders_is_the_librarys()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "FashionRef"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("bin" or "obj"));

        Assert.That(folders, Is.EquivalentTo(FoldersInOrder));
    }

    [TestCaseSource(nameof(FoldersButTheLast))]
    public void A_folder_knows_nothing_of_those_below_it(string folder)
    {
        string below = string.Join('|', FoldersInOrder.SkipWhile(name => name != folder).Skip(1));

        Inside(folder).Should().NotDependOnAny(Inside(below)).Check(Library);
    }

    [Test]
    public void Models_know_nothing_of_the_data() => Inside("Models").Should().NotDependOnAny(Inside("Data")).Check(Library);

    // TorchSharp, SkiaSharp, ScottPlot, Scriban, Spectre.Console and System.CommandLine are not among them.
    [Test]
    public void The_library_references_few_packages_and_no_native_one()
    {
        IEnumerable<string> references = Products[0].GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft.", StringComparison.Ordinal));

        Assert.That(references, Is.EquivalentTo(["Google.Protobuf", "MathNet.Numerics", "Polly.Core", "PureHDF", "Wcwidth"]));
    }

    [Test]
    public void Only_the_torch_engine_references_TorchSharp() =>
        Assert.That(
            Products.Where(product => product.GetReferencedAssemblies().Any(reference => reference.Name == "TorchSharp")).Select(product => product.GetName().Name),
            Is.EqualTo(["FashionRef.Torch"]));

    // Other programs stand on the products as well: an option means nothing there. The card of a model tells how this program made it.
    [Test]
    public void Only_the_program_tells_of_its_options()
    {
        IEnumerable<string> advisers = from project in new[] { "FashionRef", "FashionRef.Torch", "FashionRef.Report" }
                                       from file in Directory.GetFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
                                       where !file.Split(Path.DirectorySeparatorChar).Contains("obj") && Path.GetFileName(file) != "ModelCard.cs"
                                       where File.ReadLines(file).Any(line => OptionInText().IsMatch(line))
                                       select Path.GetFileName(file);

        Assert.That(advisers, Is.Empty, "Give the exception a Remedy; the program tells how.");
    }

    [GeneratedRegex(@"^(?!\s*//).*""[^""]*(\s|^)(--[a-z]|dotnet (cake|run))")]
    private static partial Regex OptionInText();

    private static GivenTypesConjunction Inside(string folders) =>
        Types().That().ResideInNamespaceMatching($@"^FashionRef\.({folders})(\.|$)");
}
