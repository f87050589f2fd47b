using System.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FashionRef.Build;

/// <summary>
/// Runs this repository's program with the terminal passed through, so that its progress bars stay alive, unless MSBuild draws on the
/// terminal itself; standard error is read, because what the program says there of a failure becomes the build's error.
/// </summary>
/// <param name="log">Is told what the program says on standard error.</param>
internal sealed class ProgramRun(TaskLoggingHelper log)
{
    private const string ErrorPrefix = "error: ";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private volatile bool _cancelled;

    /// <summary>Whether what the program prints goes to MSBuild's log instead of the terminal.</summary>
    public bool IsCaptured { get; set; }

    /// <summary>Runs the program and waits for its end. What it says of a failure becomes the build's error.</summary>
    /// <returns>Whether the program ended with 0.</returns>
    /// <inheritdoc cref="Run"/>
    public bool Execute(string host, string program, IEnumerable<string> arguments, string workingDirectory, string exitCodeFile)
    {
        if (Run(host, program, arguments, workingDirectory, exitCodeFile) is not { } end)
        {
            return false;
        }

        if (end.ExitCode != 0)
        {
            LogFailure(program, end);
        }

        return end.ExitCode == 0;
    }

    /// <summary>Runs the program and waits for its end, of which the caller tells.</summary>
    /// <param name="host">What runs the program, usually <c>dotnet</c>.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="workingDirectory">Where the program's relative paths begin.</param>
    /// <param name="exitCodeFile">Receives the exit code of a failure: MSBuild itself only knows 0 and 1.</param>
    /// <returns>Null when there is no program, which is told.</returns>
    public ProgramEnd? Run(string host, string program, IEnumerable<string> arguments, string workingDirectory, string exitCodeFile)
    {
        if (!File.Exists(program))
        {
            LogError(program, ErrorCode.ProgramMissing, $"The program '{program}' does not exist. Build it first: dotnet build -c Release.");
            return null;
        }

        ProcessStartInfo start = new(host, [program, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = IsCaptured,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> failure = ReadFailureAsync(process.StandardError);
        System.Threading.Tasks.Task print = IsCaptured ? LogAsync(process.StandardOutput) : System.Threading.Tasks.Task.CompletedTask;
        WaitForEnd(process);
        print.GetAwaiter().GetResult();
        ProgramEnd end = new(process.ExitCode, failure.GetAwaiter().GetResult());
        if (end.ExitCode != 0)
        {
            WholeFile.Write(exitCodeFile, System.Text.Encoding.ASCII.GetBytes($"{end.ExitCode}\n"));
        }

        return end;
    }

    /// <summary>Tells how a program ended that did not end with 0.</summary>
    public void LogFailure(string program, ProgramEnd end) => LogError(
        program,
        ErrorCode.OfProgram(end.ExitCode),
        end.Message.Length > 0 ? end.Message : $"The program ended with exit code {end.ExitCode} and did not say why.");

    /// <summary>The error's place is the program's name: no line of a project file is at fault.</summary>
    public void LogError(string program, string code, string message) =>
        log.LogError(null, code, null, Path.GetFileNameWithoutExtension(program), 0, 0, 0, 0, "{0}", message);

    /// <summary>Ends the program: it has the signal of the terminal already, and is given time to end by itself.</summary>
    public void Cancel() => _cancelled = true;

    private void WaitForEnd(Process process)
    {
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(200)))
        {
            if (_cancelled && !process.WaitForExit(StopPatience))
            {
                process.Kill(entireProcessTree: true);
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
    /// Reads to the end. The failure begins with <c>error: </c>; what comes before is a notice, such as one of libtorch's,
    /// and is passed on at once. It is no warning: a build that takes warnings for errors must not fail for it.
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

            log.LogMessage(MessageImportance.High, "{0}", line);
        }

        return "";
    }
}
