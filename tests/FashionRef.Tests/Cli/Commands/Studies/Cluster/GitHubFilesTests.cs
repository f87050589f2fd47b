using System.Diagnostics;
using System.Text.RegularExpressions;
using FashionRef.Build.Program;
using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Data;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;
using YamlDotNet.Serialization;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>The workflow for GitHub Actions: its keys, and its shell lines with the real program; the test plays the actions that carry artifacts.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed partial class GitHubFilesTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["workflow"] = ["name", "on", "permissions", "defaults", "env", "jobs"],
        ["job"] = ["needs", "if", "runs-on", "timeout-minutes", "strategy", "steps"],
        ["strategy"] = ["fail-fast", "max-parallel", "matrix"],
        ["step"] = ["name", "if", "uses", "with", "env", "run"],
        ["checkout"] = ["persist-credentials"],
        ["setup-dotnet"] = ["global-json-file"],
        ["upload-artifact"] = ["name", "path", "overwrite"],
        ["download-artifact"] = ["name", "path", "pattern", "merge-multiple"],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Only_known_keys_and_the_actions_of_our_own_workflows_are_used()
    {
        string text = Text(Request() with { Limit = 2 });
        Dictionary<object, object> workflow = Parse(text);
        string ours = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, ".github/workflows")).Select(File.ReadAllText));

        Assert.That(workflow.Keys, Is.SubsetOf(Known["workflow"]));
        Assert.That(Map(workflow, "permissions"), Is.EqualTo(new Dictionary<object, object> { ["contents"] = "read" }));
        foreach (Dictionary<object, object> job in Map(workflow, "jobs").Values.Cast<Dictionary<object, object>>())
        {
            Assert.That(job.Keys, Is.SubsetOf(Known["job"]));
            foreach (Dictionary<object, object> step in Steps(job))
            {
                Assert.That(step.Keys, Is.SubsetOf(Known["step"]));
                Assert.That(step.ContainsKey("run"), Is.Not.EqualTo(step.ContainsKey("uses")));
                if (step.TryGetValue("uses", out object? action))
                {
                    Assert.That(Map(step, "with").Keys, Is.SubsetOf(Known[Action(step)]));
                    Assert.That(text, Does.Match($@"uses: {Regex.Escape((string)action)} # v\d+\.\d+\.\d+\n"));
                    Assert.That(ours, Does.Contain((string)action), "Dependabot looks after those.");
                }
            }
        }

        Dictionary<object, object> shares = Job(workflow, "shares");
        Assert.That(Map(shares, "strategy").Keys, Is.EqualTo(Known["strategy"]));
        Assert.That(((List<object>)Map(Map(shares, "strategy"), "matrix")["share"]), Is.EqualTo(Enumerable.Range(0, 3).Select(share => $"{share}")));
        Assert.That((shares["timeout-minutes"], Map(shares, "strategy")["max-parallel"]), Is.EqualTo(("33", "2")));
    }

    [Test]
    public void The_program_is_built_of_the_project_that_has_the_engines_unless_one_is_named()
    {
        JobRequest torch = Request() with { Plan = StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["engine"] = "torch")) };

        Assert.That(Text(Request()), Does.Contain("dotnet publish build/Tool ").And.Contain("global.json"));
        Assert.That(Text(torch), Does.Contain("dotnet publish src/FashionRef.Cli ").And.Contain(" fetch ").And.Contain("--data \"$RUNNER_TEMP/made/data\""));
        Assert.That(Path.Combine(Repository.Root, "build/Tool"), Does.Exist);
        Assert.That(Path.Combine(Repository.Root, "src/FashionRef.Cli"), Does.Exist);
        string named = Text(Request() with { Program = ["my program", "--word"] });
        Assert.That(named, Does.Contain("'my program' --word study run ").And.Not.Contain("publish").And.Not.Contain("global.json").And.Not.Contain("prepare"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Its_lines_make_the_study_and_report()
    {
        JobRequest request = Request();
        string repository = _folder["repository"];
        Dictionary<object, object> workflow = Parse(Text(request));

        await RunAsync(workflow, "prepare", share: null);
        for (int share = 0; share < request.Shares; share++)
        {
            // Each job has a machine of its own.
            Directory.Delete(_folder["repository/artifacts"], recursive: true);
            await RunAsync(workflow, "shares", share);
        }

        Directory.Delete(_folder["repository/artifacts"], recursive: true);
        await RunAsync(workflow, "report", share: null);

        StudyFolder made = new(Path.Combine(repository, "artifacts/studies/small"));
        Assert.That(StudyState.Of(made.Read(), made).IsComplete);
        Assert.That(File.ReadAllText(_folder["summary"]), Does.StartWith("# small\n"));
        Assert.That(_folder["uploaded/study-small/runs.csv"], Does.Exist);
        Assert.That(Directory.GetDirectories(_folder["uploaded"]).Select(Path.GetFileName), Is.EquivalentTo(["study-small", "study-small-made", "study-small-share-0", "study-small-share-1", "study-small-share-2"]));
        Assert.That(File.ReadAllText(_folder["publish"]), Does.StartWith($"publish build/Tool --configuration Release --output {_folder["temp"]}/"));
    }

    private JobRequest Request()
    {
        TestFiles.WriteAll(_folder["repository/my studies/few"], gzip: false);
        Directory.CreateDirectory(_folder["repository/artifacts"]);
        string text = StudyTexts.Changed(study => study["base"]!["data"] = "few");
        string name = $"{JobRequests.HostileName}.json";
        File.WriteAllText(_folder[$"repository/my studies/{name}"], text);
        StudyPlan plan = StudyPlan.Of(StudyTexts.Read(text), _ => StudyData.Of(DatasetLoader.LoadOther(_folder["repository/my studies/few"])));
        return JobRequests.Of("") with { Plan = plan, File = $"my studies/{name}", Shares = 3, Program = [] };
    }

    private async Task RunAsync(Dictionary<object, object> workflow, string name, int? share)
    {
        // The program is not built once more: this one takes its place.
        string bin = Directory.CreateDirectory(_folder["bin"]).FullName;
        ShellScript.Write(Path.Combine(bin, "dotnet"), $"""
            if [ "$1" = publish ]; then echo "$*" >'{_folder["publish"]}'; mkdir -p "$RUNNER_TEMP/made/program"; echo built >"$RUNNER_TEMP/made/program/FashionRef.Cli.dll"; exit; fi
            [ "$1" = "$RUNNER_TEMP/made/program/FashionRef.Cli.dll" ] && [ "$(cat "$1")" = built ] || exit 9
            shift
            exec '{DotNetHost.Path}' '{ProgramProcess.Program}' "$@"
            """);
        if (Directory.Exists(_folder["temp"]))
        {
            Directory.Delete(_folder["temp"], recursive: true);
        }

        Directory.CreateDirectory(_folder["temp"]);
        foreach (Dictionary<object, object> step in Steps(Job(workflow, name)))
        {
            switch (step.ContainsKey("uses") ? Action(step) : "run")
            {
                case "run":
                    ProcessStartInfo start = new("bash", ["-e", "-o", "pipefail", "-c", (string)step["run"]]) { WorkingDirectory = _folder["repository"] };
                    start.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
                    start.Environment["RUNNER_TEMP"] = _folder["temp"];
                    start.Environment["GITHUB_STEP_SUMMARY"] = _folder["summary"];
                    foreach ((object variable, object value) in Map(workflow, "env").Concat(step.ContainsKey("env") ? Map(step, "env") : []))
                    {
                        start.Environment[(string)variable] = Expanded((string)value, share);
                    }

                    ProgramEnd end = await TestProcess.RunAsync(start);
                    Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
                    break;
                case "upload-artifact":
                    Copy(At(step, "path", share), _folder[$"uploaded/{Expanded((string)Map(step, "with")["name"], share)}"]);
                    break;
                case "download-artifact":
                    string wanted = (string)(Map(step, "with").TryGetValue("name", out object? one) ? one : Map(step, "with")["pattern"]);
                    foreach (string found in Directory.GetDirectories(_folder["uploaded"], wanted))
                    {
                        Copy(found, At(step, "path", share));
                    }

                    break;
            }
        }
    }

    private string At(Dictionary<object, object> step, string input, int? share) => Path.Combine(_folder["repository"], Expanded((string)Map(step, "with")[input], share));

    private string Expanded(string text, int? share) => Expression().Replace(text, match => match.Groups["name"].Value switch
    {
        "runner.temp" => _folder["temp"],
        "matrix.share" when share is not null => $"{share}",
        string other => throw new AssertionException($"{other} is unknown."),
    });

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string Action(Dictionary<object, object> step) => ((string)step["uses"]).Split('/', '@')[1];

    private static string Text(JobRequest request) => GitHubFiles.Of(request, minutes: 33).Files["study-small.yml"];

    private static Dictionary<object, object> Parse(string text) => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(text);

    private static Dictionary<object, object> Map(Dictionary<object, object> yaml, string key) => (Dictionary<object, object>)yaml[key];

    private static Dictionary<object, object> Job(Dictionary<object, object> workflow, string name) => Map(Map(workflow, "jobs"), name);

    private static IEnumerable<Dictionary<object, object>> Steps(Dictionary<object, object> job) => ((List<object>)job["steps"]).Cast<Dictionary<object, object>>();

    [GeneratedRegex(@"\$\{\{ (?<name>[a-z.]+) \}\}")]
    private static partial Regex Expression();
}
