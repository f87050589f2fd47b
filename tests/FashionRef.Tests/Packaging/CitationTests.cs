using System.Reflection;
using FashionRef.Cli;
using YamlDotNet.Serialization;

namespace FashionRef.Tests.Packaging;

/// <summary>CITATION.cff has what the Citation File Format 1.2.0 demands, and says the same as the package.</summary>
internal sealed class CitationTests
{
    private static readonly Dictionary<string, object> Citation = new DeserializerBuilder().Build()
        .Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(Repository.Root, "CITATION.cff")));

    [TestCase("cff-version")]
    [TestCase("message")]
    [TestCase("title")]
    [TestCase("authors")]
    public void What_the_format_demands_is_there(string key) => Assert.That(Citation, Does.ContainKey(key));

    [Test]
    public void Version_and_licence_are_the_programs()
    {
        string version = typeof(ExitCode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Assert.That(version, Does.StartWith($"{Citation["version"]}+").Or.EqualTo(Citation["version"]));
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, "LICENSE")), Does.StartWith($"{Citation["license"]} License"));
    }
}
