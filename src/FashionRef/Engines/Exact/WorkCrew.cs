using System.Runtime.ExceptionServices;

namespace FashionRef.Engines.Exact;

/// <summary>
/// Threads that share the items of a job: each begins with its own ones and then takes those that others have not begun, so that
/// none waits long for another. Which thread does an item is left to chance in the end; an item must not care. A job allocates
/// nothing.
/// </summary>
internal sealed class WorkCrew : IDisposable
{
    // Long enough for what the calling thread does alone between two jobs of a step, short enough to leave the processor to others.
    private const int SpinsBeforeSleep = 4000;

    private readonly object _gate = new();
    private readonly WorkShares _shares;
    private Thread[] _helpers = [];
    private Action<int, int> _job = static (_, _) => { };
    private int _busy;
    private int _sleepers;
    private volatile int _round;
    private volatile bool _ends;
    private volatile Exception? _failure;

    /// <summary>Makes the crew; its threads start with its first job, so that a crew that never works need not be disposed.</summary>
    /// <param name="threads">At least 1, the caller's own among them.</param>
    public WorkCrew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _shares = new WorkShares(threads);
    }

    /// <summary>How many threads share the work.</summary>
    public int Threads { get; }

    /// <summary>Does all items, in any order, and returns when the last is done.</summary>
    /// <param name="items">How many there are.</param>
    /// <param name="job">
    /// Does one: its number, from 0, and that of the thread, from 0 to <see cref="Threads"/> less one. What it throws comes to the
    /// caller as it is, from whichever thread; of several the last. Items that were not begun then are left out.
    /// </param>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void Run(int items, Action<int, int> job)
    {
        ObjectDisposedException.ThrowIf(_ends, this);
        if (_helpers.Length < Threads - 1)
        {
            _helpers = [.. Enumerable.Range(1, Threads - 1).Select(StartHelper)];
        }

        _job = job;
        _shares.Deal(items);
        _failure = null;
        _busy = _helpers.Length;
        Wake();
        TakeItems(worker: 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _busy) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _ends = true;
        Wake();
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    private void Wake()
    {
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Thread StartHelper(int worker)
    {
        Thread helper = new(() => Help(worker)) { IsBackground = true, Name = FormattableString.Invariant($"exact {worker}") };
        helper.Start();
        return helper;
    }

    private void Help(int worker)
    {
        int round = 0;
        while (true)
        {
            WaitForNext(round);
            round++;
            if (_ends)
            {
                return;
            }

            TakeItems(worker);
            Interlocked.Decrement(ref _busy);
        }
    }

    // A helper sees every round, because the next begins only when all have done with this one.
    private void WaitForNext(int round)
    {
        for (int spin = 0; spin < SpinsBeforeSleep && _round == round; spin++)
        {
            Thread.SpinWait(8);
        }

        if (_round != round)
        {
            return;
        }

        lock (_gate)
        {
            Interlocked.Increment(ref _sleepers);
            while (_round == round)
            {
                Monitor.Wait(_gate);
            }

            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void TakeItems(int worker)
    {
        try
        {
            while (_failure is null && _shares.Take(worker) is var item and >= 0)
            {
                _job(item, worker);
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
}
