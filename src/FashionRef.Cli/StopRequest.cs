using System.Runtime.InteropServices;

namespace FashionRef.Cli;

/// <summary>
/// Asks the program to stop at its next safe point: at Ctrl-C, SIGTERM, a closing terminal and, if the caller wants it, the end of
/// standard input.
/// </summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _signals;
    private bool _hasSignal;

    /// <summary>Listens from now on.</summary>
    /// <param name="endsWithInput">Whether the end of standard input asks, too.</param>
    public StopRequest(bool endsWithInput)
    {
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        if (endsWithInput)
        {
            _ = Task.Run(HearEndOfInputAsync);
        }
    }

    /// <summary>Cancelled when the program is to stop.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _cancellation.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // A second Ctrl-C or SIGTERM ends the program at once. A closing terminal may send its signal twice.
        context.Cancel = context.Signal == PosixSignal.SIGHUP || !Interlocked.Exchange(ref _hasSignal, true);
        _cancellation.Cancel();
    }

    private async Task HearEndOfInputAsync()
    {
        try
        {
            using Stream input = Console.OpenStandardInput();
            await input.CopyToAsync(Stream.Null).ConfigureAwait(false);
            await _cancellation.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
    }
}
