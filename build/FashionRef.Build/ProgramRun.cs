using System.Diagnostics;
using Microsoft.Build.Utilities;

namespace FashionRef.Build;

/// <summary>
/// Runs this repository's program with the terminal passed through, so that its progress bars stay alive;
/// only standard error is read, because it becomes the build's error.
/// </summary>
/// <param name="log">Is told of a failure.</param>
internal sealed class ProgramRun(TaskLoggingHelper log)
{
    private const string ErrorPrefix = "error: ";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private volatile bool _cancelled;

    /// <summary>Runs the program and waits for its end.</summary>
    /// <param name="host">What runs the program, usually <c>dotnet</c>.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="workingDirectory">Where the program's relative paths begin.</param>
    /// <param name="exitCodeFile">Receives the exit code of a failure: MSBuild itself only knows 0 and 1.</param>
    /// <returns>Whether the program ended with 0.</returns>
    public bool Execute(string host, string program, IEnumerable<string> arguments, string workingDirectory, string exitCodeFile)
    {
        if (!File.Exists(program))
        {
            LogError(ErrorCode.ProgramMissing, $"The program '{program}' does not exist. Build it first: dotnet build -c Release.");
            return false;
        }

        ProcessStartInfo start = new(host, [program, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        WaitForEnd(process);
        string told = errors.GetAwaiter().GetResult().Trim();
        if (process.ExitCode == 0)
        {
            if (told.Length > 0)
            {
                log.LogWarning("{0}", told);
            }

            return true;
        }

        WholeFile.Write(exitCodeFile, System.Text.Encoding.ASCII.GetBytes($"{process.ExitCode}\n"));
        string message = told.StartsWith(ErrorPrefix, StringComparison.Ordinal) ? told[ErrorPrefix.Length..] : told;
        LogError(ErrorCode.OfProgram(process.ExitCode), message.Length > 0 ? message : $"The program ended with {process.ExitCode}.");
        return false;
    }

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

        // Only the wait without a limit also waits for the last of standard error.
        process.WaitForExit();
    }

    private void LogError(string code, string message) => log.LogError(null, code, null, null, 0, 0, 0, 0, "{0}", message);
}
