using System.Diagnostics;
using FashionRef.Cli.Workers;

namespace FashionRef.Cli.Speed.Workers;

/// <summary>
/// A form in its own process: libtorch's threads spin for a while after each operation and would slow down the next form in the same
/// process, and peak memory is measured per process. An idle worker waits for a line.
/// </summary>
internal sealed class SpeedWorkerProcess : ISpeedWorker
{
    private readonly WorkerProcess _process;

    private SpeedWorkerProcess(SpeedForm form, WorkerProcess process, WorkerGreeting greeting)
    {
        Form = form;
        _process = process;
        Greeting = greeting;
    }

    /// <inheritdoc/>
    public SpeedForm Form { get; }

    /// <inheritdoc/>
    public WorkerGreeting Greeting { get; }

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <param name="form">What it measures.</param>
    /// <param name="start">The program with its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="FashionRefException">It cannot be started (machine cannot), or it reports a failure.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, here or by a signal.</exception>
    public static async Task<SpeedWorkerProcess> StartAsync(SpeedForm form, ProcessStartInfo start, CancellationToken cancellationToken)
    {
        WorkerProcess process = WorkerProcess.Start($"measures {SpeedForms.Name(form)}", "a measurement", start);
        try
        {
            return new SpeedWorkerProcess(form, process, await process.HearAsync<WorkerGreeting>(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken) =>
        _process.AskAsync<WorkRequest, WorkAnswer>(request, cancellationToken);

    /// <summary>Kills the process: it has nothing to save.</summary>
    public void Dispose() => _process.Dispose();
}
