using System.ComponentModel;
using System.Diagnostics;

namespace FashionRef.Cli.Speed.Load;

/// <summary>Neighbours as processes of normal priority.</summary>
internal sealed class NeighbourProcesses : INeighbours
{
    private const string Busy = "busy";
    private const string Quiet = "quiet";

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly List<Process> _processes = [];

    private NeighbourProcesses()
    {
    }

    /// <summary>Starts them, at rest.</summary>
    /// <param name="count">How many.</param>
    /// <param name="start">The command line of one; its streams are set here.</param>
    /// <exception cref="FashionRefException">One cannot be started (machine cannot).</exception>
    public static NeighbourProcesses Start(int count, Func<ProcessStartInfo> start)
    {
        NeighbourProcesses neighbours = new();
        try
        {
            for (int i = 0; i < count; i++)
            {
                ProcessStartInfo info = start();
                info.RedirectStandardInput = true;
                info.RedirectStandardOutput = true;
                neighbours._processes.Add(Process.Start(info)!);
            }

            return neighbours;
        }
        catch (Win32Exception exception)
        {
            neighbours.Dispose();
            throw new FashionRefException(
                FaultKind.MachineCannot, $"A neighbour's process cannot be started: {exception.Message}. Ask for fewer with --load.", exception);
        }
    }

    /// <summary>A neighbour's loop: it computes or rests, as the requests say, until they end.</summary>
    /// <param name="requests">A word a line.</param>
    /// <param name="answers">Gets each word back once it has taken effect.</param>
    public static void Serve(TextReader requests, TextWriter answers)
    {
        using ManualResetEventSlim works = new();
        new Thread(() => Work(works)) { IsBackground = true, Name = "neighbour" }.Start();
        while (requests.ReadLine() is { } line)
        {
            if (line == Busy)
            {
                works.Set();
            }
            else
            {
                works.Reset();
            }

            answers.WriteLine(line);
            answers.Flush();
        }
    }

    /// <inheritdoc/>
    public async Task TurnAsync(bool busy, CancellationToken cancellationToken)
    {
        string word = busy ? Busy : Quiet;
        foreach (Process process in _processes)
        {
            try
            {
                await process.StandardInput.WriteLineAsync(word.AsMemory(), cancellationToken).ConfigureAwait(false);
                await process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw Ended(exception);
            }

            if (await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false) != word)
            {
                throw Ended(cause: null);
            }
        }
    }

    /// <summary>Ends them.</summary>
    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit(EndPatience);
            }

            process.Dispose();
        }

        _processes.Clear();
    }

    private static FashionRefException Ended(Exception? cause) => new(
        FaultKind.MachineCannot, "A neighbour that --load started ended by itself. Check whether the machine ran out of memory, and run it again.", cause);

    private static void Work(ManualResetEventSlim works)
    {
        while (true)
        {
            works.Wait();
            while (works.IsSet)
            {
                Thread.SpinWait(1000);
            }
        }
    }
}
