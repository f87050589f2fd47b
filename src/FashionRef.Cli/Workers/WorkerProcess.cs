using System.ComponentModel;
using System.Diagnostics;

namespace FashionRef.Cli.Speed.Workers;

/// <summary>
/// A worker in its own process: libtorch's threads spin for a while after each operation and would slow down the next form in the
/// same process, and peak memory is measured per process. An idle worker waits for a line.
/// </summary>
internal sealed class WorkerProcess : ISpeedWorker
{
    private const string ErrorPrefix = "error: ";

    // The exit code of a program that Windows ends at an unhandled Ctrl-C.
    private const int WindowsInterrupted = unchecked((int)0xC000013A);

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private WorkerProcess(SpeedForm form, Process process)
    {
        Form = form;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <inheritdoc/>
    public SpeedForm Form { get; }

    /// <inheritdoc/>
    public WorkerGreeting Greeting { get; private set; } = null!;

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <param name="form">What it measures.</param>
    /// <param name="start">The program with its arguments; its streams are set here.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="FashionRefException">It cannot be started (machine cannot), or it reports a failure.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, here or by a signal.</exception>
    public static async Task<WorkerProcess> StartAsync(SpeedForm form, ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        WorkerProcess worker = new(form, Start(form, start));
        try
        {
            worker.Greeting = await worker.HearAsync<WorkerGreeting>(cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken)
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

        return await HearAsync<WorkAnswer>(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills the process: it has nothing to save.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(EndPatience);
        }

        _process.Dispose();
    }

    private static Process Start(SpeedForm form, ProcessStartInfo start)
    {
        // Otherwise libtorch's OpenMP threads spin while idle and take a processor from the form whose turn it is.
        // So short a spin costs libtorch nothing.
        start.Environment.TryAdd("GOMP_SPINCOUNT", "20000");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"The process that measures {SpeedForms.Name(form)} cannot be started from '{start.FileName}': {exception.Message}. Build or install the program again.",
                exception);
        }
    }

    private async Task<T> HearAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        string line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)
            ?? throw await EndedAsync(cancellationToken).ConfigureAwait(false);
        return MessageLine.Parse<T>(line) ?? throw new FashionRefException(
            FaultKind.MachineCannot,
            $"The process that measures {SpeedForms.Name(Form)} wrote '{line}' instead of a measurement. Something in its environment writes to its output: check DOTNET_ and LD_PRELOAD.");
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
        return prefix >= 0 && ExitCodes.KindOf((ExitCode)_process.ExitCode) is { } kind
            ? new FashionRefException(kind, words[(prefix + ErrorPrefix.Length)..])
            : new FashionRefException(
                FaultKind.MachineCannot,
                FormattableString.Invariant($"The process that measures {SpeedForms.Name(Form)} ended by itself with exit code {_process.ExitCode}")
                + $"{(words.Length == 0 ? " and said nothing" : $": {words.ReplaceLineEndings(" ")}")}. Check whether the machine ran out of memory, and run it again.");
    }
}
