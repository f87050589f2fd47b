using System.ComponentModel;
using System.Diagnostics;
using FashionRef.Build.Files;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FashionRef.Build.Program;

/// <summary>
/// Runs this repository's program with the terminal passed through, so that its progress bars work, unless MSBuild draws on the
/// terminal itself. Standard error is read, because the program's error becomes the build's. The program stops when its standard
/// input ends: on a request to stop, or when this process is gone.
/// </summary>
/// <param name="log">Receives what the program writes to standard error.</param>
internal sealed class ProgramRun(TaskLoggingHelper log)
{
    private const string ErrorPrefix = "error: ";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private volatile bool _cancelled;

    /// <summary>The host of the program; empty for the <c>dotnet</c> of this process.</summary>
    public string Host { get; set; } = "";

    /// <summary>The program.</summary>
    public string Program { get; set; } = "";

    /// <summary>The program's working folder.</summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>The program's result file.</summary>
    public string ResultFile { get; set; } = "";

    /// <summary>The beginning of the result's id.</summary>
    public string ResultId { get; set; } = "";

    /// <summary>Whether the program must stop when the build's own standard input ends.</summary>
    public bool EndsWithInput { get; set; }

    /// <summary>Whether the program's output goes to MSBuild's log instead of the terminal.</summary>
    public bool IsCaptured { get; set; }

    /// <summary>Runs the program and waits for its end. Its error becomes the build's.</summary>
    /// <returns>The files that the program made; null after a failure.</returns>
    /// <inheritdoc cref="Run"/>
    public string[]? Execute(IEnumerable<string> arguments)
    {
        if (Run(arguments) is not { } end)
        {
            return null;
        }

        if (!end.IsSuccess)
        {
            LogFailure(end);
        }

        return end.IsSuccess ? end.Made : null;
    }

    /// <summary>Runs the program and waits for its end; the caller reports it.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <returns>Null if it could not be run, which has been reported.</returns>
    public ProgramOutcome? Run(IEnumerable<string> arguments)
    {
        if (!File.Exists(Program))
        {
            LogError(ErrorCode.ProgramMissing, $"The program '{Program}' does not exist. Build it first: dotnet build -c Release.");
            return null;
        }

        ProgramResult result = new(ResultFile, ResultId);
        try
        {
            result.Clear();
            (int exitCode, string message) = RunToEnd([.. arguments, .. result.Options]);
            bool isItsOwnWord = result.Says(exitCode);
            return new ProgramOutcome(exitCode, isItsOwnWord, isItsOwnWord ? result.Made : [], message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            LogError(ErrorCode.FileAccess, $"{exception.Message} The program leaves its result in '{ResultFile}'.");
            return null;
        }
    }

    /// <summary>Reports the failure of a program.</summary>
    public void LogFailure(ProgramOutcome end) => LogError(end.Code, end.Reason);

    /// <summary>The error's place is the program's name, because no line of a project file is wrong.</summary>
    public void LogError(string code, string message) =>
        log.LogError(null, OutsideText.Line(code), null, Path.GetFileNameWithoutExtension(Program), 0, 0, 0, 0, "{0}", Lines(message));

    /// <summary>Asks the program to stop, and gives it time to end by itself.</summary>
    public void Cancel() => _cancelled = true;

    private (int ExitCode, string Message) RunToEnd(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Host.Length > 0 ? Host : DotNetHost.Path, [Program, .. arguments, "--end-with-input"])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = IsCaptured,
        };
        using Process process = Process.Start(start)!;
        if (EndsWithInput)
        {
            _ = BuildInput.End.ContinueWith(_ => Cancel(), TaskScheduler.Default);
        }

        System.Threading.Tasks.Task<string> failure = ReadFailureAsync(process.StandardError);
        System.Threading.Tasks.Task print = IsCaptured ? LogAsync(process.StandardOutput) : System.Threading.Tasks.Task.CompletedTask;
        WaitForEnd(process);
        print.GetAwaiter().GetResult();
        return (process.ExitCode, failure.GetAwaiter().GetResult());
    }

    private void WaitForEnd(Process process)
    {
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(200)))
        {
            if (_cancelled)
            {
                process.StandardInput.Close();
                if (!process.WaitForExit(StopPatience))
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }

    private async System.Threading.Tasks.Task LogAsync(StreamReader standardOutput)
    {
        while (await standardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            log.LogMessage(MessageImportance.High, "{0}", line);
        }
    }

    /// <summary>
    /// Reads to the end. The failure begins with <c>error: </c>; lines before it are notices, such as libtorch's, and are
    /// logged at once, but not as warnings: a build with warnings as errors must not fail for them.
    /// </summary>
    private async System.Threading.Tasks.Task<string> ReadFailureAsync(StreamReader standardError)
    {
        while (await standardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(ErrorPrefix, StringComparison.Ordinal))
            {
                string more = await standardError.ReadToEndAsync().ConfigureAwait(false);
                return $"{line[ErrorPrefix.Length..]}\n{more}".Trim();
            }

            log.LogMessage(MessageImportance.High, "{0}", OutsideText.Line(line));
        }

        return "";
    }

    // A failure's details have their own lines.
    private static string Lines(string message) => string.Join('\n', message.Split('\n').Select(OutsideText.Line));
}
