using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Studies;
using FashionRef.Studies.Models;
using FashionRef.Tests.Studies;
using k8s;
using k8s.Models;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>The files for Kubernetes, read strictly as the objects of its API.</summary>
internal sealed class KubernetesFilesTests
{
    private static readonly JobRequest Request = JobRequests.Of("/work") with { File = KubernetesFiles.Study, Artifacts = KubernetesFiles.Artifacts, Limit = 3, MemoryMiB = 1500 };

    private static readonly string[] Jobs = ["fetch.yaml", "shares.yaml", "report.yaml"];

    [Test]
    public void Shares_are_an_indexed_job_that_tries_again_what_that_helps()
    {
        V1JobSpec spec = Job("shares.yaml").Spec;

        Assert.That((spec.CompletionMode, spec.Completions, spec.Parallelism), Is.EqualTo(("Indexed", 12, 3)));
        Assert.That((spec.BackoffLimitPerIndex, spec.MaxFailedIndexes), Is.EqualTo((5, 12)));
        Assert.That(spec.PodFailurePolicy.Rules, Has.Count.EqualTo(2));
        V1PodFailurePolicyRule wrong = spec.PodFailurePolicy.Rules[0];
        Assert.That((wrong.Action, wrong.OnExitCodes.OperatorProperty, wrong.OnExitCodes.ContainerName), Is.EqualTo(("FailIndex", "In", spec.Template.Spec.Containers.Single().Name)));
        Assert.That(wrong.OnExitCodes.Values, Is.EqualTo([1, 2]));
        V1PodFailurePolicyRule disrupted = spec.PodFailurePolicy.Rules[1];
        Assert.That((disrupted.Action, disrupted.OnPodConditions.Single().Type, disrupted.OnPodConditions.Single().Status), Is.EqualTo(("Ignore", "DisruptionTarget", "True")));
        Assert.That(spec.Template.Spec.Containers.Single().Env.Select(variable => (variable.Name, variable.Value)), Does.Contain(("FASHIONREF_SHARDS", "12")));
        Assert.That(Job("shares.yaml", Request with { Limit = null }).Spec.Parallelism, Is.EqualTo(12));
    }

    [TestCaseSource(nameof(Jobs))]
    public void A_container_has_whole_processors_and_may_write_to_its_volumes_only(string file)
    {
        V1PodSpec pod = Job(file).Spec.Template.Spec;
        V1Container container = pod.Containers.Single();

        Assert.That((pod.RestartPolicy, pod.SecurityContext.RunAsNonRoot, pod.AutomountServiceAccountToken), Is.EqualTo(("Never", true, false)));
        Assert.That((container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation), Is.EqualTo((true, false)));
        Assert.That(container.SecurityContext.Capabilities.Drop, Is.EqualTo(["ALL"]));
        Assert.That(container.Resources.Limits.Select(limit => (limit.Key, limit.Value.ToString())), Is.EqualTo([("cpu", "1"), ("memory", "1500Mi")]));
        Assert.That(container.Resources.Requests, Is.EqualTo(container.Resources.Limits));
        Assert.That((container.Image, container.Command.Single()), Is.EqualTo(("images/fashionref:1", "fashionref")));
        Assert.That(pod.Volumes[0].PersistentVolumeClaim.ClaimName, Is.EqualTo("results"));
        Assert.That(pod.Volumes[1].ConfigMap.Name, Is.EqualTo(Read<V1ConfigMap>("study.yaml").Metadata.Name));
        Assert.That(container.VolumeMounts.Select(mount => mount.Name), Is.SubsetOf(pod.Volumes.Select(volume => volume.Name)));
        Assert.That(container.VolumeMounts.Select(mount => mount.MountPath), Is.EqualTo(["/artifacts", "/study/study.json", "/tmp"]));
    }

    [Test]
    public void A_share_with_more_threads_has_more_processors() => Assert.That(
        Job("shares.yaml", Request with { Plan = StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["threads"] = 3)) }).Spec.Template.Spec.Containers.Single().Resources.Limits["cpu"].ToString(),
        Is.EqualTo("3"));

    [Test]
    public void Names_have_no_dots_and_fit_a_host()
    {
        string name = $"a.{new string('b', 36)}.c";
        JobRequest request = Request with { Plan = StudyTexts.Plan(StudyTexts.Changed(study => study["name"] = name)) };

        Assert.That(Job("report.yaml", request).Metadata.Name, Is.EqualTo($"fashionref-{name.Replace('.', '-')}-report").And.Length.LessThan(64));
    }

    [Test]
    public void The_study_is_in_the_config_map_and_has_the_same_plan()
    {
        V1ConfigMap map = Read<V1ConfigMap>("study.yaml");

        Assert.That(StudyTexts.Plan(map.Data["study.json"]).Sha256, Is.EqualTo(Request.Plan.Sha256));
        Assert.That(StudyTexts.Read(map.Data["study.json"]).Comparisons, Is.EqualTo(Request.Plan.Comparisons));
        Assert.That(Read<V1PersistentVolumeClaim>("claim.yaml").Spec.AccessModes, Is.EqualTo(["ReadWriteMany"]));
    }

    [Test]
    public void Scripts_name_the_files_and_jobs_that_there_are()
    {
        IReadOnlyDictionary<string, string> files = Files(Request);

        foreach (string file in files.Keys.Where(name => name.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            Assert.That(files["start.sh"] + files["report.sh"], Does.Contain($" -f {file}\n"));
        }

        foreach (string file in Jobs)
        {
            Assert.That(files["start.sh"], Does.Contain($" {Job(file).Metadata.Name}"));
        }
    }

    [Test]
    public void Without_FashionMnist_nothing_is_fetched_and_the_studys_own_data_come_from_the_volume()
    {
        JobRequest request = Request with { Plan = StudyPlan.Of(StudyTexts.Read(StudyTexts.Changed(study => study["base"]!["data"] = "few")), _ => StudyData.FashionMnist) };

        Assert.That(Files(request), Does.Not.ContainKey("fetch.yaml"));
        Assert.That(Files(request)["start.sh"], Does.Not.Contain("fetch.yaml"));
        V1VolumeMount mount = Job("shares.yaml", request).Spec.Template.Spec.Containers.Single().VolumeMounts.Single(mount => mount.MountPath == "/study/few");
        Assert.That((mount.Name, mount.SubPath, mount.ReadOnlyProperty), Is.EqualTo(("artifacts", "data/few", true)));
        Assert.That(KubernetesFiles.DataFault(request.Plan), Is.Null);
    }

    [TestCase("../few")]
    [TestCase("a/b")]
    [TestCase("/few")]
    [TestCase("C:few")]
    [TestCase("..")]
    public void Data_that_no_container_can_have_are_refused(string folder) => Assert.That(
        KubernetesFiles.DataFault(StudyPlan.Of(StudyTexts.Read(StudyTexts.Changed(study => study["base"]!["data"] = folder)), _ => StudyData.FashionMnist)),
        Does.StartWith($"The study takes data from '{folder}'."));

    [Test]
    public void Keras_files_are_in_the_config_map_and_stand_below_the_study()
    {
        using TemporaryFolder folder = new();
        StudyTexts.WriteModels(folder.Path);
        JobRequest request = Request with { Plan = StudyPlan.Of(StudyTexts.Read(StudyTexts.OfFiles), _ => StudyData.FashionMnist, new StudyModels(folder.Path).At) };

        IDictionary<string, string> map = Read<V1ConfigMap>("study.yaml", request).Data;
        IEnumerable<V1VolumeMount> mounts = Job("shares.yaml", request).Spec.Template.Spec.Containers.Single().VolumeMounts;
        foreach (string file in request.Plan.Models.Keys)
        {
            string copy = map[mounts.Single(mount => mount.MountPath == $"/study/{file}").SubPath];
            File.WriteAllText(folder[file], copy);
        }

        Assert.That(map, Has.Count.EqualTo(3));
        Assert.That(StudyPlan.Of(StudyTexts.Read(map["study.json"]), _ => StudyData.FashionMnist, new StudyModels(folder.Path).At).Sha256, Is.EqualTo(request.Plan.Sha256));
        Assert.That(KubernetesFiles.ModelFault(request.Plan), Is.Null);
    }

    [TestCase("../softmax.json")]
    [TestCase("/softmax.json")]
    [TestCase("a\\softmax.json")]
    public void Keras_files_that_no_container_can_have_are_refused(string file) => Assert.That(
        KubernetesFiles.ModelFault(StudyPlan.Of(
            StudyTexts.Read(StudyTexts.Changed(StudyTexts.OfFiles, study => study["experiments"]![0]!["settings"]!["file"] = file)),
            _ => StudyData.FashionMnist,
            _ => new StudyModel("softmax", new string('a', 64), 0.1))),
        Does.StartWith($"The study trains the model in '{file}'."));

    private static IReadOnlyDictionary<string, string> Files(JobRequest request) => KubernetesFiles.Of(request, "images/fashionref:1", "results").Files;

    private static V1Job Job(string file, JobRequest? request = null) => Read<V1Job>(file, request);

    private static T Read<T>(string file, JobRequest? request = null) => (T)KubernetesYaml.LoadAllFromString(Files(request ?? Request)[file], strict: true).Single();
}
