using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FashionRef.Tests.Build;

/// <summary>MSBuild reads environment variables as properties; build/Environment.props keeps them out of this repository's projects.</summary>
internal sealed partial class BuildEnvironmentTests
{
    // Read on purpose: CI makes packages locked, by the second the SDK says that MSBuild draws on the terminal, by the last the list itself is read once.
    private static readonly string[] MeantForTheEnvironment = ["CI", "_MSBUILDTLENABLED", "EnvironmentIsRead"];

    /// <summary>What never comes from the environment.</summary>
    public static string[] Names { get; } =
    [
        .. XDocument.Load(Path.Combine(Repository.Root, "build/Environment.props")).Descendants()
            .Where(element => element.Parent?.Name.LocalName == "PropertyGroup" && element.Name.LocalName != "EnvironmentIsRead")
            .Select(element => element.Name.LocalName),
    ];

    private static string[] ProjectFiles =>
    [
        .. new[] { "*.props", "*.targets", "*.proj", "*.csproj" }
            .SelectMany(pattern => Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories))
            .Where(file => !OutOfSources().IsMatch(file)),
    ];

    [Test]
    public void Every_property_that_a_project_leaves_to_others_is_listed()
    {
        Assert.That(ProjectFiles, Has.Length.GreaterThan(10));
        foreach (string file in ProjectFiles)
        {
            IEnumerable<string> asked = Defaulted().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value);
            Assert.That(asked.Except(MeantForTheEnvironment), Is.SubsetOf(Names).IgnoreCase, file);
        }
    }

    [TestCase("src/FashionRef/FashionRef.csproj")]
    [TestCase("build/FashionRef.Build/FashionRef.Build.csproj")]
    [TestCase("tests/FashionRef.Tests/FashionRef.Tests.csproj")]
    [TestCase("build/Pipeline.proj")]
    public async Task A_project_is_the_same_whatever_variables_the_machine_has(string project)
    {
        string[] question = ["msbuild", project, "-nologo", .. Names.Append("TargetDir").Select(name => $"-getProperty:{name}")];
        Dictionary<string, string> environment = Names.ToDictionary(name => name.ToUpperInvariant(), _ => "v1.2;x");

        (int exitCode, string expected) = await DotNet.RunAsync(Repository.Root, question);
        (_, string actual) = await DotNet.RunAsync(Repository.Root, environment, question);

        Assert.That(exitCode, Is.Zero, expected);
        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public async Task What_is_said_on_the_command_line_holds()
    {
        (_, string output) = await DotNet.RunAsync(
            Repository.Root, "msbuild", "src/FashionRef/FashionRef.csproj", "-p:Version=7.8.9", "-p:Configuration=Release", "-getProperty:Version", "-getProperty:OutputPath");

        Assert.That(output, Does.Contain("\"7.8.9\"").And.Match(@"bin[\\/]+Release"));
    }

    [GeneratedRegex(@"Condition=""[^""]*'\$\((?<name>\w+)\)' (==|!=) '", RegexOptions.None)]
    private static partial Regex Defaulted();

    [GeneratedRegex(@"[\\/](bin|obj|artifacts)[\\/]")]
    private static partial Regex OutOfSources();
}
