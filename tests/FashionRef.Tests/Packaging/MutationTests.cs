using System.Text.Json;
using System.Text.RegularExpressions;

namespace FashionRef.Tests.Packaging;

/// <summary>What <c>.ci/mutation</c> measures is what CONTRIBUTING.md tells, and is there.</summary>
internal sealed partial class MutationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "mutation");

    [Test]
    public void The_score_that_is_told_is_the_one_below_which_it_fails() =>
        Assert.That(Text("CONTRIBUTING.md"), Does.Contain($"at least {Config.GetProperty("thresholds").GetProperty("break").GetInt32()} %"));

    [Test]
    public void What_is_mutated_or_left_out_is_there()
    {
        string[] patterns = [.. Config.GetProperty("mutate").EnumerateArray().Select(pattern => pattern.GetString()!)];

        Assert.That(patterns, Has.Some.StartsWith("Gate/").And.Some.StartsWith("Formats/"));
        Assert.That(
            patterns.Select(pattern => Wildcards().Replace(pattern.TrimStart('!'), "")).Where(path => !Path.Exists(Path.Combine(Repository.Root, "src", "FashionRef", path))),
            Is.Empty);
    }

    [Test]
    public void The_tests_that_it_runs_are_there()
    {
        string[] tests = [.. Chosen().Matches(Config.GetProperty("test-case-filter").GetString()!).Select(match => match.Groups["tests"].Value)];
        string[] types = [.. typeof(MutationTests).Assembly.GetTypes().Select(type => $"{type.FullName}")];

        Assert.That(tests, Has.Some.StartsWith("FashionRef.Tests.Gate.").And.Some.StartsWith("FashionRef.Tests.Formats."));
        Assert.That(tests.Where(start => !types.Any(type => type.StartsWith(start, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void It_is_no_part_of_what_every_change_waits_for() => Assert.That(Text(".ci/run"), Does.Not.Contain("mutation"));

    private static JsonElement Config => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "stryker-config.json"))).RootElement.GetProperty("stryker-config");

    [GeneratedRegex(@"/(\*\*/)?\*\.cs$")]
    private static partial Regex Wildcards();

    [GeneratedRegex(@"FullyQualifiedName~(?<tests>[\w.]+)")]
    private static partial Regex Chosen();

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));
}
