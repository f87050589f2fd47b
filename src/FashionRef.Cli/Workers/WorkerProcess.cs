using System.ComponentModel;
using System.Diagnostics;

namespace FashionRef.Cli.Workers;

/// <summary>This program once more, as a process that does what lines on its standard input ask for, and answers each with a line.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const string ErrorPrefix = "error: ";

    // The exit code of a program that Windows ends at an unhandled Ctrl-C.
    private const int WindowsInterrupted = unchecked((int)0xC000013A);

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly string _does;
    private readonly string _answer;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private WorkerProcess(string does, string answer, Process process)
    {
        _does = does;
        _answer = answer;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it ended without a word of its own: it was killed, or crashed.</summary>
    public bool EndedUnexpectedly { get; private set; }

    /// <summary>Starts the process.</summary>
    /// <param name="does">What it does, for messages: for example <c>measures exact</c>.</param>
    /// <param name="answer">What it answers, for messages: for example <c>a measurement</c>.</param>
    /// <param name="start">The program with its arguments; its streams are set here.</param>
    /// <exception cref="FashionRefException">It cannot be started (machine cannot).</exception>
    public static WorkerProcess Start(string does, string answer, ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // Otherwise libtorch's OpenMP threads spin while idle and take a processor from another process. So short a spin costs libtorch nothing.
        start.Environment.TryAdd("GOMP_SPINCOUNT", "20000");
        try
        {
            return new WorkerProcess(does, answer, Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"The process that {does} cannot be started from '{start.FileName}': {exception.Message}. Build or install the program again.",
                exception);
        }
    }

    /// <summary>Asks for something.</summary>
    /// <param name="request">The request, a line of JSON.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; the process goes on.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="FashionRefException">The process reports a failure, ended, or answers something else.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, here or in the process by a signal.</exception>
    public async Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(MessageLine.Format(request)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw await EndedAsync(cancellationToken).ConfigureAwait(false);
        }

        return await HearAsync<TAnswer>(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends its input, which asks it to save its work, and waits until it has ended.</summary>
    public async Task EndAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(EndPatience).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            // It is killed where it is disposed of.
        }
    }

    /// <summary>Kills the process if it has not ended.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(EndPatience);
        }

        _process.Dispose();
    }

    /// <summary>Waits for a message that it sends by itself, or for the answer to a request.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<T> HearAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        string line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)
            ?? throw await EndedAsync(cancellationToken).ConfigureAwait(false);
        return MessageLine.Parse<T>(line) ?? throw new FashionRefException(
            FaultKind.MachineCannot,
            $"The process that {_does} wrote '{line}' instead of {_answer}. Something in its environment writes to its output: check DOTNET_ and LD_PRELOAD.");
    }

    private async Task<Exception> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);

        // Ctrl-C reaches every process of the terminal, and a worker that is just starting does not ignore it yet.
        if (_process.ExitCode is (int)ExitCode.Interrupted or WindowsInterrupted)
        {
            return new OperationCanceledException();
        }

        string words = (await _errors.WaitAsync(cancellationToken).ConfigureAwait(false)).Trim();
        int prefix = words.LastIndexOf(ErrorPrefix, StringComparison.Ordinal);

        // The worker's own error is the failure; any other end is reported as unexpected.
        if (prefix >= 0 && ExitCodes.KindOf((ExitCode)_process.ExitCode) is { } kind)
        {
            return new FashionRefException(kind, words[(prefix + ErrorPrefix.Length)..]);
        }

        EndedUnexpectedly = true;
        return new FashionRefException(
            FaultKind.MachineCannot,
            FormattableString.Invariant($"The process that {_does} ended by itself with exit code {_process.ExitCode}")
            + $"{(words.Length == 0 ? " and said nothing" : $": {words.ReplaceLineEndings(" ")}")}. Check whether the machine ran out of memory, and run it again.");
    }
}
