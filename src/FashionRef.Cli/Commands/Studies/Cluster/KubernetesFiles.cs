using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FashionRef.Formats.Json;
using FashionRef.Studies;
using static System.FormattableString;
using static FashionRef.Cli.Commands.Studies.Cluster.YamlText;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>
/// Kubernetes: a Job that fetches the data set, an indexed one that makes the shares, and one that reports. The study's file is a config
/// map; all output is in a volume.
/// </summary>
internal static partial class KubernetesFiles
{
    /// <summary>Where the volume is in a container.</summary>
    public const string Artifacts = "/artifacts";

    /// <summary>Where the study's file is in a container.</summary>
    public const string Study = "/study/study.json";

    /// <summary>The program where none is named.</summary>
    public const string Program = "fashionref";

    // Below the volume's root: the data sets that a study brings, by the names of their folders.
    private const string OwnData = "data";

    // A config map has at most 1 MiB, and the study's file is in it as well.
    private const long MostModelBytes = 900_000;

    private const string Start = "start.sh";
    private const string Report = "report.sh";
    private const int MostRetries = 5;
    private const int User = 1000;

    // RFC 1123's limit of a subdomain.
    private const int LongestName = 253;

    /// <summary>Whether an object of Kubernetes can have a name.</summary>
    public static bool IsName(string text) => text.Length <= LongestName && Name().IsMatch(text);

    /// <summary>Whether a text can name an image, with a registry, a tag or a digest where it has them.</summary>
    public static bool IsImage(string text) => Image().IsMatch(text);

    /// <summary>Why a study's own data cannot be in a container, in a sentence; or null.</summary>
    /// <param name="plan">The study.</param>
    public static string? DataFault(StudyPlan plan) =>
        plan.Data.Keys.FirstOrDefault(folder => folder.Split('/', '\\') is not [not ("" or "." or "..")] || folder.Contains(':', StringComparison.Ordinal)) is { } other
            ? $"The study takes data from '{other}'. In a container they are looked for beside the study's file, by a plain name such as 'my-data': name the folder so."
            : null;

    /// <summary>Why a study's Keras files cannot be in a container, in a sentence; or null.</summary>
    /// <param name="plan">The study.</param>
    public static string? ModelFault(StudyPlan plan)
    {
        if (plan.Models.Keys.FirstOrDefault(file => file.Contains(':', StringComparison.Ordinal) || file.Contains('\\', StringComparison.Ordinal) || file.Split('/').Any(part => part is "" or "." or "..")) is { } other)
        {
            return $"The study trains the model in '{OutsideText.Line(other)}'. In a container it is looked for below the study's folder, by a path such as 'models/wide.json': put it there.";
        }

        long bytes = plan.Models.Values.Sum(model => (long)Encoding.UTF8.GetByteCount(model.File!.ToJson()));
        return bytes <= MostModelBytes ? null : Invariant($"The study's models have {bytes:N0} bytes as JSON, and a config map holds {MostModelBytes:N0}. Make the study in parts, or elsewhere than in Kubernetes.");
    }

    /// <summary>The files.</summary>
    /// <param name="request">The study and its shares; its paths are those in the containers.</param>
    /// <param name="image">The containers' image.</param>
    /// <param name="claim">The volume's claim.</param>
    public static JobFiles Of(JobRequest request, string image, string claim)
    {
        Dictionary<string, string> files = new()
        {
            ["claim.yaml"] = YamlText.Of(Map(
                ("apiVersion", "v1"),
                ("kind", "PersistentVolumeClaim"),
                ("metadata", Map(("name", claim))),
                ("spec", Map(("accessModes", List("ReadWriteMany")), ("resources", Map(("requests", Map(("storage", "10Gi"))))))))),
            ["study.yaml"] = YamlText.Of(Map(
                ("apiVersion", "v1"),
                ("kind", "ConfigMap"),
                ("metadata", Metadata(request, "")),
                ("data", Map(
                [
                    (Path.GetFileName(Study), JsonSerializer.Serialize(request.Plan.Study, JsonFormat.Options) + "\n"),
                    .. request.Plan.Models.Values.DistinctBy(model => model.CopyName).Select(model => (model.CopyName, (object)model.File!.ToJson())),
                ])))),
            ["shares.yaml"] = Job(request, "", request.Run, request.Processors, [(ShardChoice.CountVariable, Invariant($"{request.Shares}"))],
            [
                ("completionMode", "Indexed"),
                ("completions", request.Shares),
                ("parallelism", request.Limit ?? request.Shares),
                ("backoffLimitPerIndex", MostRetries),

                // One share that fails stops no other.
                ("maxFailedIndexes", request.Shares),
                ("podFailurePolicy", Map(("rules", List(
                    Map(("action", "FailIndex"), ("onExitCodes", Map(("containerName", Program), ("operator", "In"), ("values", JobRequest.FinalCodes)))),
                    Map(("action", "Ignore"), ("onPodConditions", List(Map(("type", "DisruptionTarget"), ("status", "True"))))))))),
            ]),
            ["report.yaml"] = Job(request, "-report", request.Report($"{request.Folder}/"), 1, [], [("backoffLimit", MostRetries)]),
            [Start] = StartText(request, claim),
            [Report] = ReportText(request),
        };
        if (request.TakesFashionMnist)
        {
            files.Add("fetch.yaml", Job(request, "-fetch", request.Fetch, 1, [], [("backoffLimit", MostRetries)]));
        }

        return new JobFiles(files, $"Run: sh {{0}}. When the shares are made, {Report} beside it reports.", Start);

        string Job(JobRequest of, string part, IEnumerable<string> words, int processors, (string Name, string Value)[] variables, (string Name, object Value)[] members) => YamlText.Of(Map(
            ("apiVersion", "batch/v1"),
            ("kind", "Job"),
            ("metadata", Metadata(of, part)),
            ("spec", Map([.. members, ("template", Map(("metadata", Map(("labels", Labels(of)))), ("spec", Pod(of, image, claim, words, processors, variables))))]))));
    }

    private static OrderedDictionary<string, object> Pod(JobRequest request, string image, string claim, IEnumerable<string> words, int processors, (string Name, string Value)[] variables)
    {
        OrderedDictionary<string, object> needed = Map(("cpu", Invariant($"{processors}")), ("memory", Invariant($"{request.MemoryMiB}Mi")));
        return Map(
            ("restartPolicy", "Never"),
            ("automountServiceAccountToken", false),
            ("terminationGracePeriodSeconds", 60),
            ("securityContext", Map(("runAsNonRoot", true), ("runAsUser", User), ("runAsGroup", User), ("fsGroup", User), ("seccompProfile", Map(("type", "RuntimeDefault"))))),
            ("containers", List(
                Map(
                    ("name", Program),
                    ("image", image),
                    ("command", request.Program),
                    ("args", words.Skip(request.Program.Count).ToArray()),

                    // Nothing but the volumes can be written.
                    ("env", new[] { ("HOME", "/tmp") }.Concat(variables).Select(variable => Map(("name", variable.Item1), ("value", variable.Item2))).ToArray()),
                    ("resources", Map(("requests", needed), ("limits", needed))),
                    ("securityContext", Map(("allowPrivilegeEscalation", false), ("readOnlyRootFilesystem", true), ("capabilities", Map(("drop", List("ALL")))))),
                    ("volumeMounts", (object[])
                    [
                        Map(("name", "artifacts"), ("mountPath", Artifacts)),
                        Map(("name", "study"), ("mountPath", Study), ("subPath", Path.GetFileName(Study))),
                        .. request.Plan.Data.Keys.Order(StringComparer.Ordinal).Select(folder => Map(("name", "artifacts"), ("mountPath", $"/study/{folder}"), ("subPath", $"{OwnData}/{folder}"), ("readOnly", true))),
                        .. request.Plan.Models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => Map(("name", "study"), ("mountPath", $"/study/{model.Key}"), ("subPath", model.Value.CopyName))),
                        Map(("name", "tmp"), ("mountPath", "/tmp")),
                    ])))),
            ("volumes", List(
                Map(("name", "artifacts"), ("persistentVolumeClaim", Map(("claimName", claim)))),
                Map(("name", "study"), ("configMap", Map(("name", Name(request, ""))))),
                Map(("name", "tmp"), ("emptyDir", Map())))));
    }

    private static string StartText(JobRequest request, string claim) => Invariant($$"""
        #!/bin/sh
        # Written by 'fashionref study submit'. Starts the study's Jobs in kubectl's namespace. What is done is never made again.
        set -eu
        cd -- "$(dirname -- "$0")"
        kubectl get persistentvolumeclaim {{ShellText.Word(claim)}} >/dev/null 2>&1 || kubectl create -f claim.yaml
        kubectl apply -f study.yaml
        kubectl delete --ignore-not-found job {{Name(request, "-fetch")}} {{Name(request, "")}} {{Name(request, "-report")}}
        {{(request.TakesFashionMnist ? Invariant($"kubectl create -f fetch.yaml\nkubectl wait --for=condition=Complete --timeout=30m job/{Name(request, "-fetch")}\n") : "")}}kubectl create -f shares.yaml

        """);

    private static string ReportText(JobRequest request) => Invariant($$"""
        #!/bin/sh
        # Written by 'fashionref study submit'. Waits until the shares are made, or will not be, and reports.
        set -eu
        cd -- "$(dirname -- "$0")"
        until kubectl get job {{Name(request, "")}} -o jsonpath='{.status.conditions[?(@.status=="True")].type}' | grep -Eq 'Complete|Failed'; do sleep 10; done
        kubectl delete --ignore-not-found job {{Name(request, "-report")}}
        kubectl create -f report.yaml
        kubectl wait --for=condition=Complete --timeout=30m job/{{Name(request, "-report")}}
        kubectl logs job/{{Name(request, "-report")}}

        """);

    private static OrderedDictionary<string, object> Metadata(JobRequest request, string part) => Map(("name", Name(request, part)), ("labels", Labels(request)));

    private static OrderedDictionary<string, object> Labels(JobRequest request) => Map(("app.kubernetes.io/name", Program), ("app.kubernetes.io/instance", Name(request, "")));

    // An indexed Job's name becomes its pods' host names, which have no dots.
    private static string Name(JobRequest request, string part) => $"fashionref-{request.Name.Replace('.', '-')}{part}";

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/@-]*\z")]
    private static partial Regex Image();
}
