using FashionRef.Engines;
using static System.FormattableString;
using static FashionRef.Cli.Commands.Studies.Cluster.YamlText;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>GitHub Actions: a workflow whose first job builds the program and fetches the data set, whose matrix makes the shares, and whose last job reports.</summary>
internal static class GitHubFiles
{
    /// <summary>A matrix has no more jobs.</summary>
    public const int MostShares = 256;

    /// <summary>GitHub stops a job after six hours.</summary>
    public const int MostMinutes = 360;

    private const string System = "ubuntu-24.04";
    private const string Checkout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683";
    private const string SetupDotNet = "actions/setup-dotnet@67a3573c9a986a3f9c594539f4ab511d57bb3ce9";
    private const string Upload = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02";
    private const string Download = "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093";

    private const string Output = "artifacts";
    private const string Made = "${{ runner.temp }}/made";
    private const string ShellMade = "\"$RUNNER_TEMP/made\"";
    private const int PreparingMinutes = 30;
    private const int ReportingMinutes = 30;

    // For people and for dependabot, which know versions and no commits. The serializer writes no comments.
    private static readonly (string Action, string Version)[] Versions = [(Checkout, "v4.2.2"), (SetupDotNet, "v4.3.1"), (Upload, "v4.6.2"), (Download, "v4.3.0")];

    /// <summary>The files.</summary>
    /// <param name="request">The study and its shares. The path of its file is from the repository's root; no program means the one of the repository.</param>
    /// <param name="minutes">The time limit of a share.</param>
    public static JobFiles Of(JobRequest request, int minutes)
    {
        string file = $"study-{request.Name}.yml";
        string folder = $"{Output}/studies/{request.Name}";
        string shares = $"study-{request.Name}-share-";
        bool isBuilt = request.Program.Count == 0;
        bool preparesAny = isBuilt || request.TakesFashionMnist;
        string program = isBuilt ? "dotnet \"$RUNNER_TEMP/made/program/FashionRef.Cli.dll\"" : ShellText.Command(request.Program);
        object[] begin =
        [
            Map(("uses", Checkout), ("with", Map(("persist-credentials", false)))),
            .. isBuilt ? new object[] { Map(("uses", SetupDotNet), ("with", Map(("global-json-file", "global.json")))) } : [],
        ];
        object[] take = [.. begin, .. preparesAny ? new object[] { Map(("uses", Download), ("with", Map(("name", $"study-{request.Name}-made"), ("path", Made)))) } : []];
        OrderedDictionary<string, object> jobs = [];
        if (preparesAny)
        {
            jobs.Add("prepare", Map(
                ("runs-on", System),
                ("timeout-minutes", PreparingMinutes),
                ("steps", (object[])
                [
                    .. begin,
                    .. isBuilt ? new object[] { Map(("name", "Build the program"), ("run", $"dotnet publish {Project(request)} --configuration Release --output \"$RUNNER_TEMP/made/program\"")) } : [],
                    .. request.TakesFashionMnist ? new object[] { Map(("name", "Fetch the data set"), ("run", $"{program} fetch --artifacts {ShellMade}")) } : [],
                    Map(("uses", Upload), ("with", Map(("name", $"study-{request.Name}-made"), ("path", Made), ("overwrite", true)))),
                ])));
        }

        string[] before = preparesAny ? ["prepare"] : [];
        OrderedDictionary<string, object> strategy = Map(("fail-fast", false));
        if (request.Limit is { } limit)
        {
            strategy.Add("max-parallel", limit);
        }

        strategy.Add("matrix", Map(("share", Enumerable.Range(0, request.Shares).ToArray())));
        string data = request.TakesFashionMnist ? " --data \"$RUNNER_TEMP/made/data\"" : "";
        string keep = request.KeepsWeights ? " --keep weights" : "";
        jobs.Add("shares", Map(
            [
                .. before.Length > 0 ? new (string, object)[] { ("needs", before) } : [],
                ("runs-on", System),
                ("timeout-minutes", minutes),
                ("strategy", strategy),
                ("steps", (object[])
                [
                    .. take,
                    Map(
                        ("name", "Make the share"),
                        ("env", Map(("SHARE", "${{ matrix.share }}"))),
                        ("run", Invariant($"{program} study run \"$STUDY_FILE\" --jobs 1 --shard \"$SHARE/{request.Shares}\" --artifacts {Output}{data}{keep}"))),

                    // What is done is not lost where a run fails or the time is over.
                    Map(("uses", Upload), ("if", "${{ always() }}"), ("with", Map(("name", shares + "${{ matrix.share }}"), ("path", folder), ("overwrite", true)))),
                ]),
            ]));
        jobs.Add("report", Map(
            ("needs", before.Append("shares").ToArray()),
            ("if", preparesAny ? "${{ !cancelled() && needs.prepare.result == 'success' }}" : "${{ !cancelled() }}"),
            ("runs-on", System),
            ("timeout-minutes", ReportingMinutes),
            ("steps", (object[])
            [
                .. take,
                Map(("uses", Download), ("with", Map(("pattern", $"{shares}*"), ("path", folder), ("merge-multiple", true)))),
                Map(("name", "Report"), ("run", $"""
                    code=0
                    {program} study status {folder} || code=$?
                    {program} study report {folder} --csv {folder}/runs.csv --markdown {folder}/report.md --page {folder}/report.html
                    cat {folder}/report.md >> "$GITHUB_STEP_SUMMARY"
                    exit "$code"

                    """)),
                Map(("uses", Upload), ("if", "${{ always() }}"), ("with", Map(("name", $"study-{request.Name}"), ("path", folder), ("overwrite", true)))),
            ])));
        string text = YamlText.Of(Map(
            ("name", $"study {request.Name}"),
            ("on", Map(("workflow_dispatch", Map()))),
            ("permissions", Map(("contents", "read"))),
            ("defaults", Map(("run", Map(("shell", "bash"))))),
            ("env", Map(("STUDY_FILE", request.File))),
            ("jobs", jobs)));
        return new JobFiles(
            new Dictionary<string, string> { [file] = $"# Written by 'fashionref study submit'. What is not done when it ends is made when its failed jobs run again.\n{WithVersions(text)}" },
            $"Put {{0}} into .github/workflows, push it, and run: gh workflow run {file}.",
            file);
    }

    private static string WithVersions(string text) => Versions.Aggregate(text, (all, action) => all.Replace($"uses: {action.Action}\n", $"uses: {action.Action} # {action.Version}\n", StringComparison.Ordinal));

    // Without the torch engine, so without libtorch's 500 MB, where no run needs it.
    private static string Project(JobRequest request) =>
        request.Plan.Runs.All(run => run.Settings.Engine == KnownEngines.Exact) ? "build/Tool" : "src/FashionRef.Cli";
}
