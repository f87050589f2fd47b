using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace FashionRef.Engines.Exact;

/// <summary>
/// Threads that share the items of a job: each begins with its own ones and then takes those that others have not begun. A round ends
/// when its items are done: a helper that comes late finds none and is not waited for. Which thread does an item is left to chance;
/// so its result must not depend on that. A round allocates nothing.
/// </summary>
/// <remarks>
/// Who has taken an item holds the round open until it has reported it as done. So all that a round consists of (job, number of items,
/// failure) is only written when nobody has an item, and only read by those who have one.
/// </remarks>
internal sealed class WorkCrew : IDisposable
{
    private const int SpinsBetweenLooks = 8;

    private readonly object _helpersGate = new();
    private readonly object _callersGate = new();
    private readonly WorkShares _shares;
    private readonly HelpBalance _balance;
    private readonly Action<Thread> _start;
    private List<Thread>? _helpers;
    private WorkJob _job = new(static (_, _) => { });
    private int _unfinished;
    private int _sleepers;
    private int _callerSleeps;
    private volatile int _round;
    private volatile bool _ends;
    private volatile Exception? _failure;

    /// <summary>Makes the crew; its threads start with the first round that they are asked for.</summary>
    /// <param name="threads">At least 1, the caller's own among them.</param>
    public WorkCrew(int threads)
        : this(threads, new HelpBalance(HelpBalance.UsualDebt), static thread => thread.Start())
    {
    }

    /// <summary>Makes a crew with a say in how it asks for help.</summary>
    /// <param name="threads">At least 1, the caller's own among them.</param>
    /// <param name="balance">Whether helpers are worth asking.</param>
    /// <param name="start">Starts a thread.</param>
    internal WorkCrew(int threads, HelpBalance balance, Action<Thread> start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _shares = new WorkShares(threads);
        _balance = balance;
        _start = start;
    }

    /// <summary>How many threads may share the work.</summary>
    public int Threads { get; }

    /// <summary>
    /// Does all items, in any order, and returns when the last is done. What one throws comes to the caller as it is, from whichever
    /// thread; of several the last. Items that were not begun then are left out.
    /// </summary>
    /// <param name="items">How many there are.</param>
    /// <param name="job">Does one.</param>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void Run(int items, WorkJob job)
    {
        ObjectDisposedException.ThrowIf(_ends, this);
        long start = Stopwatch.GetTimestamp();
        if (Threads == 1 || items < 2 || !_balance.Asks(start))
        {
            RunAlone(items, job, start);
            return;
        }

        _helpers ??= StartHelpers();
        _job = job;
        _failure = null;
        Volatile.Write(ref _unfinished, items);
        _shares.Deal(items);
        Wake();
        long begun = Stopwatch.GetTimestamp();
        int own = TakeItems(worker: 0);
        long done = Stopwatch.GetTimestamp();
        if (own > 0)
        {
            job.Note(own, done - begun);
        }

        WaitForOthers(done + (2 * (long)job.ItemTicks) + SpinLimit.Least);
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        long end = Stopwatch.GetTimestamp();
        _balance.Note(items * job.ItemTicks, end - start, end);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _ends = true;
        Wake();
        _helpers?.ForEach(helper => helper.Join());
    }

    private static void RunAlone(int items, WorkJob job, long start)
    {
        for (int item = 0; item < items; item++)
        {
            job.Item(item, 0);
        }

        if (items > 0)
        {
            job.Note(items, Stopwatch.GetTimestamp() - start);
        }
    }

    // Where the system gives no more threads there are fewer: the work is the same, and so are its bits.
    private List<Thread> StartHelpers()
    {
        List<Thread> helpers = [];
        try
        {
            while (helpers.Count < Threads - 1)
            {
                int worker = helpers.Count + 1;
                Thread helper = new(() => Help(worker)) { IsBackground = true, Name = FormattableString.Invariant($"exact {worker}") };
                _start(helper);
                helpers.Add(helper);
            }
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
        }

        return helpers;
    }

    private void Wake()
    {
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_helpersGate)
            {
                Monitor.PulseAll(_helpersGate);
            }
        }
    }

    private void Help(int worker)
    {
        SpinLimit limit = new();
        int round = 0;
        while (true)
        {
            // Read before the items are looked for: whoever then finds none has missed nothing.
            round = WaitForOtherThan(round, limit);
            if (_ends)
            {
                return;
            }

            TakeItems(worker);
        }
    }

    private int WaitForOtherThan(int round, SpinLimit limit)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + limit.Ticks;
        while (_round == round && Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        if (_round == round)
        {
            lock (_helpersGate)
            {
                Interlocked.Increment(ref _sleepers);
                while (_round == round)
                {
                    Monitor.Wait(_helpersGate);
                }

                Interlocked.Decrement(ref _sleepers);
            }
        }

        limit.Note(Stopwatch.GetTimestamp() - start);
        return _round;
    }

    // Returns how many the thread took.
    private int TakeItems(int worker)
    {
        int taken = 0;
        while (_shares.Take(worker) is var item and >= 0)
        {
            taken++;
            try
            {
                if (_failure is null)
                {
                    _job.Item(item, worker);
                }
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
        }

        // From here on the round may be over: nothing of it may be touched.
        if (taken > 0 && Interlocked.Add(ref _unfinished, -taken) == 0 && Volatile.Read(ref _callerSleeps) != 0)
        {
            lock (_callersGate)
            {
                Monitor.Pulse(_callersGate);
            }
        }

        return taken;
    }

    // A helper that was stopped in the middle of an item may be waiting for this very processor.
    private void WaitForOthers(long spinUntil)
    {
        while (Volatile.Read(ref _unfinished) > 0 && Stopwatch.GetTimestamp() < spinUntil)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        if (Volatile.Read(ref _unfinished) == 0)
        {
            return;
        }

        lock (_callersGate)
        {
            // Told before the count is read once more; the last helper counts before it reads this.
            Interlocked.Exchange(ref _callerSleeps, 1);
            while (Volatile.Read(ref _unfinished) > 0)
            {
                Monitor.Wait(_callersGate);
            }

            Volatile.Write(ref _callerSleeps, 0);
        }
    }
}
