using System.ComponentModel;
using System.Diagnostics;

namespace FashionRef.Data.Sources;

/// <summary>Runs a program without a terminal, with a time limit, and captures its output.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program's whole path, or its name where <see cref="SystemProgram"/> finds it.</param>
    /// <param name="arguments">Its arguments, without a shell.</param>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="timeout">After this long, it and its children are killed.</param>
    /// <param name="cancellationToken">Kills it and its children.</param>
    /// <returns>How it ended.</returns>
    public static async Task<ChildResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string workingFolder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string command = Path.GetFileName(program);
        string missing = $"this system has no {command}";
        if (SystemProgram.Find(program) is not { } file)
        {
            return new ChildResult(Ended: false, missing);
        }

        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Its messages are quoted, so they must be in English on every machine.
            Environment = { ["LC_ALL"] = "C", ["DEBIAN_FRONTEND"] = "noninteractive", ["PATH"] = SystemProgram.SearchPath },
        };
        using Process process = new() { StartInfo = start };
        LastWords words = new();
        process.OutputDataReceived += (_, line) => words.Add(line.Data);
        process.ErrorDataReceived += (_, line) => words.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new ChildResult(Ended: false, missing);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new ChildResult(Ended: false, $"{command} did not end within {timeout.TotalSeconds:0.#} s");
        }

        return new ChildResult(
            Ended: true, process.ExitCode == 0 ? null : $"{command} ended with {process.ExitCode}: {words}", words.Warning);
    }
}

/// <summary>How a program ended.</summary>
/// <param name="Ended">Whether it ran and ended by itself.</param>
/// <param name="Fault">Null when it ended with 0, else why not, in one line, without a full stop.</param>
/// <param name="Warning">Its most informative warning, or null.</param>
internal readonly record struct ChildResult(bool Ended, string? Fault, string? Warning = null);
