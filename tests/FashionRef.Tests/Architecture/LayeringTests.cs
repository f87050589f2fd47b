using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace FashionRef.Tests.Architecture;

/// <summary>Data flow downwards: a folder reads only folders above it.</summary>
internal sealed class LayeringTests
{
    private static readonly string[] FoldersInOrder = ["Data", "Models", "Formats", "Engines", "Training", "Evaluation", "Parity", "Gate", "Report", "Speed", "Commands"];

    private static readonly ArchUnitNET.Domain.Architecture Program = new ArchLoader()
        .LoadAssemblies(typeof(ExitCode).Assembly, typeof(TorchSharp.torch).Assembly)
        .Build();

    private static IEnumerable<string> FoldersButTheLast => FoldersInOrder.SkipLast(1);

    [Test]
    public void The_list_of_folders_is_the_source_trees()
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

        Inside(folder).Should().NotDependOnAny(Inside(below)).Check(Program);
    }

    [Test]
    public void Models_know_nothing_of_the_data() => Inside("Models").Should().NotDependOnAny(Inside("Data")).Check(Program);

    [Test]
    public void Only_the_torch_engine_mentions_TorchSharp()
    {
        IObjectProvider<IType> torchSharp = Types().That().ResideInNamespaceMatching(@"^TorchSharp(\.|$)");

        Types().That().ResideInNamespaceMatching(@"^FashionRef(\.|$)")
            .And().DoNotResideInNamespaceMatching(@"^FashionRef\.Engines\.Torch$")
            .Should().NotDependOnAny(torchSharp)
            .Check(Program);
        Assert.That(
            () => Inside("Engines").Should().NotDependOnAny(torchSharp).Check(Program),
            Throws.Exception,
            "The rule must see the torch engine's own use.");
    }

    private static GivenTypesConjunction Inside(string folders) =>
        Types().That().ResideInNamespaceMatching($@"^FashionRef\.({folders})(\.|$)");
}
