using System.ComponentModel;
using System.Diagnostics;

namespace FashionRef.Cli.Speed.Workers;

/// <summary>
/// A worker in a process of its own: libtorch's threads spin on for a while after each operation and would disturb whoever comes next
/// in the same process, and the peak of memory is a process' own. While it has nothing to do it waits for a line.
/// </summary>
internal sealed class WorkerProcess : ISpeedWorker
{
    private const string ErrorPrefix = "error: ";

    // How Windows ends a program at Ctrl-C that does not care for it.
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
    /// <exception cref="FashionRefException">It cannot be started (machine cannot), or it ends with what is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end, here or by a signal.</exception>
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

    /// <summary>Ends the process: it has nothing that would have to be saved.</summary>
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
        // libtorch's OpenMP threads else wait for their next work by spinning, and take a processor from the form whose turn it is.
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
                $"The process that measures {SpeedForms.Name(form)} cannot be started from '{start.FileName}': {exception.Message}. Build or install the program anew.",
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
            $"The process that measures {SpeedForms.Name(Form)} said '{line}' where a measurement should be. Something in its environment writes to its output: look at DOTNET_ and LD_PRELOAD.");
    }

    private async Task<Exception> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);

        // Ctrl-C reaches all at the terminal, and a worker that is only just starting does not yet know how to ignore it.
        if (_process.ExitCode is (int)ExitCode.Interrupted or WindowsInterrupted)
        {
            return new OperationCanceledException();
        }

        string words = (await _errors.WaitAsync(cancellationToken).ConfigureAwait(false)).Trim();
        int prefix = words.LastIndexOf(ErrorPrefix, StringComparison.Ordinal);

        // What the program says of itself is the failure; whatever else ended it is not.
        return prefix >= 0 && ExitCodes.KindOf((ExitCode)_process.ExitCode) is { } kind
            ? new FashionRefException(kind, words[(prefix + ErrorPrefix.Length)..])
            : new FashionRefException(
                FaultKind.MachineCannot,
                FormattableString.Invariant($"The process that measures {SpeedForms.Name(Form)} ended by itself with exit code {_process.ExitCode}")
                + $"{(words.Length == 0 ? " and said nothing" : $": {words.ReplaceLineEndings(" ")}")}. Look whether the machine ran out of memory, and run it again.");
    }
}
