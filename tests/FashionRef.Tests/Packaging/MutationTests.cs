using System.Text.Json;
using System.Text.RegularExpressions;

namespace FashionRef.Tests.Packaging;

/// <summary>What <c>.ci/mutation</c> measures is what CONTRIBUTING.md tells, and is there.</summary>
internal sealed partial class MutationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "mutation");

    [Test]
    public void The_scores_that_are_told_are_those_below_which_it_fails() => Assert.That(
        Text("CONTRIBUTING.md"),
        Does.Contain($"at least {Break("Gate")} % in Gate and {Break("Formats")} % in Formats"));

    [TestCase("Gate")]
    [TestCase("Formats")]
    public void What_is_mutated_or_left_out_is_there(string part)
    {
        string[] patterns = [.. Config(part).GetProperty("mutate").EnumerateArray().Select(pattern => pattern.GetString()!)];

        Assert.That(patterns, Has.Some.EqualTo($"{part}/**/*.cs"));
        Assert.That(
            patterns.Select(pattern => Wildcards().Replace(pattern.TrimStart('!'), "")).Where(path => !Path.Exists(Path.Combine(Repository.Root, "src", "FashionRef", path))),
            Is.Empty);
    }

    [TestCase("Gate")]
    [TestCase("Formats")]
    public void The_tests_that_it_runs_are_there(string part)
    {
        string[] tests = [.. Chosen().Matches(Config(part).GetProperty("test-case-filter").GetString()!).Select(match => match.Groups["tests"].Value)];
        string[] types = [.. typeof(MutationTests).Assembly.GetTypes().Select(type => $"{type.FullName}")];

        Assert.That(tests, Has.Some.EqualTo($"FashionRef.Tests.{part}."));
        Assert.That(tests.Where(start => !types.Any(type => type.StartsWith(start, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void It_is_no_part_of_what_every_change_waits_for() => Assert.That(Text(".ci/run"), Does.Not.Contain("mutation"));

    private static int Break(string part) => Config(part).GetProperty("thresholds").GetProperty("break").GetInt32();

    private static JsonElement Config(string part) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{part.ToLowerInvariant()}.json"))).RootElement.GetProperty("stryker-config");

    [GeneratedRegex(@"/(\*\*/)?\*\.cs$")]
    private static partial Regex Wildcards();

    [GeneratedRegex(@"FullyQualifiedName~(?<tests>[\w.]+)")]
    private static partial Regex Chosen();

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));
}
