using System.Text;
using FashionRef.Files;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>Writes a verdict to the console, to the requested files and, in a GitHub workflow, to its summary and annotations.</summary>
/// <param name="console">Where the table goes.</param>
/// <param name="github">The console without escaping, for annotations, which are GitHub's workflow commands.</param>
/// <param name="environment">The value of an environment variable, or null.</param>
internal sealed class GateOutputs(TextWriter console, TextWriter github, Func<string, string?> environment)
{
    /// <summary>The variable by which GitHub names the file of the job's summary.</summary>
    public const string SummaryName = "GITHUB_STEP_SUMMARY";

    private const string NoVerdict = "Gate without a verdict";

    // Replaces an earlier verdict at the start, because a gate that is killed writes nothing more.
    private static readonly GateFailure Unfinished = new(NoVerdict, "The gate was started and did not finish.");

    /// <summary>Where the JUnit XML goes, or null.</summary>
    public string? JUnit { get; init; }

    /// <summary>Where the JSON goes, or null.</summary>
    public string? Json { get; init; }

    /// <summary>Where the Markdown goes, or null.</summary>
    public string? Markdown { get; init; }

    /// <summary>The file that GitHub shows as the job's summary; earlier steps may have written to it.</summary>
    private string? Summary => HasSummary ? SummaryPath : null;

    private string? SummaryPath => environment(SummaryName) is { Length: > 0 } path ? path : null;

    /// <summary>Whether the verdict goes to that file, too.</summary>
    public bool HasSummary { get; init; } = true;

    /// <summary>The option or variable that names each file, and its path.</summary>
    public IEnumerable<(string Name, string? Path)> Files =>
        [("--junit", JUnit), ("--json", Json), ("--markdown", IsSummary(Markdown) ? null : Markdown), (SummaryName, Summary)];

    /// <summary>Writes the verdict to every output, even when one of them fails.</summary>
    /// <returns><see cref="ExitCode.Done"/> or <see cref="ExitCode.CheckFailed"/>.</returns>
    /// <exception cref="FashionRefException">
    /// A file cannot be written; the console has the verdict. Exit code 3 when the gate passed; a failed gate keeps 1, because 3 would
    /// be read as a fault of the machine and hide that of the run.
    /// </exception>
    public ExitCode Write(GateReport report)
    {
        console.Write(GateTable.Format(report));
        Annotate(GitHubAnnotations.Format(report));
        ExitCode verdict = report.Passed ? ExitCode.Done : ExitCode.CheckFailed;
        string markdown = GateMarkdown.Format(report);
        List<FashionRefException> failures = [.. Write(JUnitXml.Format(report), GateJson.Format(report), markdown), .. Summarize(markdown)];
        if (failures.Count == 0)
        {
            return verdict;
        }

        foreach (FashionRefException failure in failures)
        {
            Annotate(GitHubAnnotations.Format(FailureOf(failure)));
        }

        throw new FashionRefException(
            report.Passed ? FaultKind.MachineCannot : FaultKind.CheckFailed, failures[0].Message, failures[0].InnerException)
        {
            Details = [.. failures.Skip(1).Select(failure => failure.Message)],
        };
    }

    /// <summary>Called before the gate: removes earlier verdicts, so that none is left if this gate reaches none.</summary>
    /// <exception cref="FashionRefException">An earlier verdict cannot be replaced (machine cannot).</exception>
    public void Begin()
    {
        if (Replace(Unfinished, path => path is not null && IsFilled(path) ? path : null) is [FashionRefException failure, ..])
        {
            throw failure;
        }
    }

    /// <summary>Writes that there is no verdict to every output but the console, where the program prints its error.</summary>
    /// <param name="exception">What ended the gate.</param>
    /// <returns>What could not be written, and why.</returns>
    public IReadOnlyList<string> Write(FashionRefException exception)
    {
        GateFailure failure = FailureOf(exception);
        Annotate(GitHubAnnotations.Format(failure));
        return [.. Replace(failure, path => path).Concat(Summarize(GateMarkdown.Format(failure))).Select(unwritten => unwritten.Message)];
    }

    private static GateFailure FailureOf(FashionRefException failure) => new(
        FormattableString.Invariant($"{NoVerdict} (exit code {(int)ExitCodes.Of(failure.Kind)})"), string.Join(' ', [failure.Message, .. failure.Details]));

    private List<FashionRefException> Replace(GateFailure failure, Func<string?, string?> choose)
    {
        GateOutputs chosen = new(console, github, environment) { JUnit = choose(JUnit), Json = choose(Json), Markdown = choose(Markdown) };
        return chosen.Write(JUnitXml.Format(failure), GateJson.Format(failure), GateMarkdown.Format(failure));
    }

    private void Annotate(string commands)
    {
        if (environment("GITHUB_ACTIONS") == "true")
        {
            github.Write(commands);
        }
    }

    private List<FashionRefException> Write(string junit, string json, string markdown)
    {
        // If --markdown names the job's summary, write the text there once.
        string? own = IsSummary(Markdown) ? null : Markdown;
        return
        [
            .. Try("--junit", JUnit, path => AtomicFile.WriteText(path, junit)),
            .. Try("--json", Json, path => AtomicFile.WriteText(path, json)),
            .. Try("--markdown", own, path => AtomicFile.WriteText(path, markdown)),
        ];
    }

    private List<FashionRefException> Summarize(string markdown) => Try(SummaryName, Summary, path => Append(path, markdown));

    private static List<FashionRefException> Try(string name, string? path, Action<string> write)
    {
        try
        {
            if (path is not null)
            {
                write(path);
            }

            return [];
        }
        catch (Exception exception) when (exception is FashionRefException || WriteFault.Is(exception))
        {
            Exception cause = exception.InnerException ?? exception;
            return
            [
                new FashionRefException(
                    FaultKind.MachineCannot,
                    $"The verdict cannot be written to '{path}': {WriteFault.Reason(Path.GetFullPath(path!), cause)} Free space, or name another file with {name}.",
                    cause),
            ];
        }
    }

    private bool IsSummary(string? path) => path is not null && SummaryPath is { } summary && Path.GetFullPath(path) == Path.GetFullPath(summary);

    // Pipes and devices keep nothing: what was sent there is gone.
    private static bool IsFilled(string path) =>
        !IsOfTheSystem(Path.GetFullPath(path))
        && AtomicFile.TargetOf(Path.GetFullPath(path)) is var target
        && !IsOfTheSystem(target)
        && new FileInfo(target) is { Exists: true, Length: > 0 };

    // /dev/stdout may be redirected to a file, to which this program only appends.
    private static bool IsOfTheSystem(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    // Another step's text may lack its line end, and a heading must start a line.
    private static void Append(string path, string markdown) =>
        File.AppendAllText(path, $"\n{markdown}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
