using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace FashionRef.Tests.Packaging;

/// <summary>What GitHub reads of the repository: workflows, dependabot and the forms for issues.</summary>
internal sealed partial class WorkflowTests
{
    private static readonly string GitHub = Path.Combine(Repository.Root, ".github");
    private static readonly string[] Workflows = [.. Directory.GetFiles(Path.Combine(GitHub, "workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order()];

    private static readonly string[] Forms =
        [.. Directory.GetFiles(Path.Combine(GitHub, "ISSUE_TEMPLATE"), "*.yml").Select(file => Path.GetFileName(file)).Where(name => name != "config.yml").Order()];

    [TestCaseSource(nameof(Workflows))]
    public void A_workflow_has_only_pinned_actions_and_no_secret(string name)
    {
        string text = Text("workflows", name);

        Assert.That(Uses().Matches(text).Select(match => match.Groups["action"].Value).Where(action => !Pinned().IsMatch(action)), Is.Empty);
        Assert.That(text, Does.Not.Contain("secrets."));
    }

    [TestCaseSource(nameof(Workflows))]
    public void A_workflow_may_only_read_but_for_the_job_that_releases(string name)
    {
        Dictionary<object, object> workflow = Parse("workflows", name);
        IEnumerable<string> writing = Map(workflow, "jobs")
            .Where(job => ((Dictionary<object, object>)job.Value).TryGetValue("permissions", out object? permissions) && ((Dictionary<object, object>)permissions).ContainsValue("write"))
            .Select(job => (string)job.Key);

        Assert.That(Map(workflow, "permissions"), Is.EquivalentTo(new Dictionary<object, object> { ["contents"] = "read" }));
        Assert.That(writing, Is.EqualTo(name == "release.yml" ? new[] { "release" } : []));
    }

    [TestCaseSource(nameof(Workflows))]
    public void A_script_that_a_workflow_runs_is_there(string name) => Assert.That(
        Script().Matches(Text("workflows", name)).Select(match => match.Groups["file"].Value).Where(file => !File.Exists(Path.Combine(Repository.Root, file))),
        Is.Empty);

    [Test]
    public void A_tag_releases_packages_and_a_program_for_each_system()
    {
        Dictionary<object, object> release = Parse("workflows", "release.yml");
        Dictionary<object, object> jobs = Map(release, "jobs");
        IEnumerable<object> systems = ((List<object>)Map(Map(Map(jobs, "program"), "strategy"), "matrix")["include"]).Select(system => ((Dictionary<object, object>)system)["system"]);

        Assert.That(Map(Map(release, "on"), "push").Keys, Is.EqualTo(["tags"]));
        Assert.That(systems, Is.EqualTo(["linux-x64", "win-x64", "osx-arm64"]));
        Assert.That(Map(jobs, "release")["needs"], Is.EquivalentTo(["packages", "program"]));
        Assert.That(Text("workflows", "release.yml"), Does.Contain("sha256sum").And.Contain("--notes-file"));
    }

    [Test]
    public void Dependabot_looks_after_packages_and_actions()
    {
        Dictionary<object, object> dependabot = Parse("dependabot.yml");

        Assert.That(dependabot["version"], Is.EqualTo("2"));
        Assert.That(
            ((List<object>)dependabot["updates"]).Select(update => ((Dictionary<object, object>)update)["package-ecosystem"]),
            Is.EquivalentTo(["nuget", "github-actions"]));
    }

    [TestCaseSource(nameof(Forms))]
    public void A_form_for_issues_is_whole_and_asks_for_run_json(string name)
    {
        Dictionary<object, object> form = Parse("ISSUE_TEMPLATE", name);
        Dictionary<object, object>[] fields = [.. ((List<object>)form["body"]).Cast<Dictionary<object, object>>()];

        Assert.That(form.Keys, Is.SupersetOf(new[] { "name", "description", "body" }));
        Assert.That(fields.Select(field => field["id"]), Is.Unique);
        Assert.That(fields.Select(field => Map(field, "attributes")["label"]), Has.One.EqualTo("run.json"));
    }

    private static Dictionary<object, object> Parse(params string[] path) => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(Text(path));

    private static string Text(params string[] path) => File.ReadAllText(Path.Combine([GitHub, .. path]));

    private static Dictionary<object, object> Map(Dictionary<object, object> yaml, string key) => (Dictionary<object, object>)yaml[key];

    [GeneratedRegex(@"^\s*- uses: (?<action>.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    // A tag can be moved, a commit cannot; the tag is for people and dependabot.
    [GeneratedRegex(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"run: bash (?<file>\.ci/[\w-]+)")]
    private static partial Regex Script();
}
