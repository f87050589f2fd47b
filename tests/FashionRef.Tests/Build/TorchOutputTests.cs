using System.Runtime.InteropServices;

namespace FashionRef.Tests.Build;

/// <summary>Looks at what build/Torch.targets made of the very output that these tests run from.</summary>
internal sealed class TorchOutputTests
{
    private static readonly string Runtimes = Path.Combine(AppContext.BaseDirectory, "runtimes");

    [Test]
    [Platform(Include = "Linux,MacOsX", Reason = "On Windows the links are hard ones, which look like files.")]
    public void Libtorch_is_linked_not_copied()
    {
        FileInfo[] libraries =
        [
            .. new DirectoryInfo(Runtimes).GetFiles("*torch_cpu.*", SearchOption.AllDirectories),
            .. new DirectoryInfo(Runtimes).GetFiles("*c10.*", SearchOption.AllDirectories),
        ];

        Assert.That(libraries, Is.Not.Empty.And.All.Matches<FileInfo>(library => library.LinkTarget is not null));
    }

    [Test]
    public void Native_libraries_of_other_systems_are_left_out()
    {
        IEnumerable<string> systems = new DirectoryInfo(Runtimes).GetFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Directory!.Name == "native")
            .Select(file => file.Directory!.Parent!.Name)
            .Distinct();

        Assert.That(systems, Is.All.Matches<string>(system => $"{RuntimeInformation.RuntimeIdentifier}-".StartsWith($"{system}-")));
    }
}
