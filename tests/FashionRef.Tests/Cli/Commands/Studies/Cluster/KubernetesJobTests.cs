using System.Diagnostics;
using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Data;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;
using k8s;
using k8s.Models;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>The indexed Job with the real program in processes: a test plays Kubernetes' controller, which does not run here.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
[Platform("Linux,MacOsX")]
internal sealed class KubernetesJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, List<int>> _exitCodes = [];
    private IReadOnlyDictionary<string, string> _files = null!;

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_killed_pod_starts_again_and_the_hashes_are_those_of_one_machine()
    {
        Write(epochs: 60, shares: 3);

        await MakeAsync(killed: 1);

        Assert.That(_exitCodes[0], Is.EqualTo([0]));
        Assert.That(_exitCodes[1], Is.EqualTo([137, 0]));
        Assert.That(_exitCodes[2], Is.EqualTo([0]));
        using TestProcess reporter = Start(Job("report.yaml"), index: null);
        ProgramEnd report = await reporter.EndAsync();
        Assert.That((report.ExitCode, report.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(_folder["volume/studies/small/report.md"]), Does.StartWith("# small\n"));

        TestFiles.WriteAll(_folder["one/few"], gzip: false);
        File.WriteAllText(_folder["one/study.json"], Map().Data["study.json"]);
        Assert.That((await ProgramProcess.RunAsync("study", "run", _folder["one/study.json"], "--artifacts", _folder["one"])).ExitCode, Is.Zero);
        Assert.That(Hashes("volume"), Has.Length.EqualTo(6).And.EqualTo(Hashes("one")));
    }

    [Test]
    public async Task A_share_with_a_run_that_fails_by_itself_is_not_tried_again()
    {
        Write(epochs: 1, shares: 6, slowRate: 1e30);

        await MakeAsync();

        Assert.That(_exitCodes.OrderBy(index => index.Key).Select(index => string.Join(' ', index.Value)), Is.EqualTo(["0", "1", "0", "1", "0", "1"]), "Every second run diverges.");
    }

    [Test]
    public async Task A_wrong_request_is_not_tried_again()
    {
        Write(epochs: 1, shares: 3);
        File.WriteAllText(_folder["container/study/study.json"], "{}");

        await MakeAsync();

        Assert.That(_exitCodes.Values, Is.All.EqualTo(new[] { 2 }));
    }

    private void Write(int epochs, int shares, double slowRate = 0.001)
    {
        TestFiles.WriteAll(_folder["volume/data/few"], gzip: false);
        Study study = StudyTexts.Read(StudyTexts.Changed(text =>
        {
            text["base"]!["data"] = "few";
            text["base"]!["epochs"] = epochs;
            text["seeds"] = "1..3";
            text["comparisons"] = null;
            text["experiments"]![1]!["settings"]!["learning_rate"] = slowRate;
        }));
        StudyPlan plan = StudyPlan.Of(study, _ => StudyData.Of(DatasetLoader.LoadOther(_folder["volume/data/few"])));
        _files = KubernetesFiles.Of(
            JobRequests.Of("/") with { Plan = plan, File = KubernetesFiles.Study, Artifacts = KubernetesFiles.Artifacts, Shares = shares, Limit = 2 }, "image", "claim").Files;

        // What the containers see.
        V1PodSpec pod = Job("shares.yaml").Spec.Template.Spec;
        foreach (V1VolumeMount mount in pod.Containers.Single().VolumeMounts)
        {
            V1Volume volume = pod.Volumes.Single(volume => volume.Name == mount.Name);
            string place = $"{_folder["container"]}{mount.MountPath}";
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (volume.ConfigMap is not null)
            {
                File.WriteAllText(place, Map().Data[mount.SubPath]);
            }
            else
            {
                Directory.CreateSymbolicLink(place, volume.PersistentVolumeClaim is null ? Directory.CreateDirectory(_folder["tmp"]).FullName : _folder[$"volume/{mount.SubPath}"]);
            }
        }
    }

    // As the controller does: so many pods at once, and after each end what the Job says about its exit code.
    private async Task MakeAsync(int? killed = null)
    {
        V1JobSpec spec = Job("shares.yaml").Spec;
        Assert.That(spec.CompletionMode, Is.EqualTo("Indexed"));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, spec.Completions!.Value),
            new ParallelOptions { MaxDegreeOfParallelism = spec.Parallelism!.Value },
            async (index, _) =>
            {
                List<int> ends = [];
                lock (_exitCodes)
                {
                    _exitCodes.Add(index, ends);
                }

                for (int failures = 0; failures <= spec.BackoffLimitPerIndex; failures++)
                {
                    using TestProcess pod = Start(Job("shares.yaml"), index);
                    if (killed == index && failures == 0)
                    {
                        await KillAtWorkAsync(pod, index);
                    }

                    int code = (await pod.EndAsync()).ExitCode;
                    ends.Add(code);
                    string? action = spec.PodFailurePolicy.Rules.FirstOrDefault(rule => rule.OnExitCodes is { OperatorProperty: "In" } codes && codes.Values.Contains(code))?.Action;
                    if (code == 0 || action == "FailIndex")
                    {
                        return;
                    }
                }
            });
    }

    // At a checkpoint of its first run.
    private async Task KillAtWorkAsync(TestProcess pod, int number)
    {
        string unfinished = _folder["volume/studies/small/unfinished"];
        while (!Directory.Exists(unfinished)
            || !Directory.GetDirectories(unfinished, $"{number:D5}-*").Any(run => File.Exists(Path.Combine(run, "checkpoint.safetensors"))))
        {
            Assert.That(pod.HasExited, Is.False);
            await Task.Delay(10);
        }

        pod.Kill();
    }

    private TestProcess Start(V1Job job, int? index)
    {
        V1Container container = job.Spec.Template.Spec.Containers.Single();
        Assert.That(container.Command, Is.EqualTo(["fashionref"]));
        ProcessStartInfo start = new("dotnet", [ProgramProcess.Program, .. container.Args.Select(word => word.StartsWith('/') ? $"{_folder["container"]}{word}" : word)]);
        foreach (V1EnvVar variable in container.Env.Where(variable => variable.Name != "HOME"))
        {
            start.Environment[variable.Name] = variable.Value;
        }

        if (index is not null)
        {
            start.Environment["JOB_COMPLETION_INDEX"] = $"{index}";
        }

        return TestProcess.Start(start);
    }

    private V1ConfigMap Map() => (V1ConfigMap)KubernetesYaml.LoadAllFromString(_files["study.yaml"], strict: true).Single();

    private V1Job Job(string file) => (V1Job)KubernetesYaml.LoadAllFromString(_files[file], strict: true).Single();

    private (string, string, string)[] Hashes(string artifacts)
    {
        StudyFolder folder = new(_folder[$"{artifacts}/studies/small"]);
        return [.. StudyState.Of(folder.Read(), folder).Runs.Select(run => (run.Result!.TrainedWeights, run.Result.TestLogits, run.Result.Files["predicted.txt"]))];
    }
}
