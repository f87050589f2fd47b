using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace FashionRef.Engines.Exact;

/// <summary>
/// Threads that share the items of a job by work stealing: each does its own items first and then steals from others. A round ends when
/// all items are done; a late helper finds none and is not waited for. Any thread may do any item, so the result must not depend on the
/// thread. A round allocates nothing.
/// </summary>
/// <remarks>
/// A thread with an item keeps the round open until it reports the item as done. So a round's state (job, number of items, failure) is
/// written only while no thread has an item, and read only by threads that have one.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    private const int SpinsBetweenLooks = 8;

    private readonly object _helpersGate = new();
    private readonly object _callersGate = new();
    private readonly WorkShares _shares;
    private readonly HelperBudget _budget;
    private readonly Action<Thread> _start;
    private List<Thread>? _helpers;
    private WorkJob _job = new(static (_, _) => { });
    private int _unfinished;
    private int _sleepers;
    private int _callerSleeps;
    private volatile int _round;
    private volatile bool _ends;
    private volatile Exception? _failure;

    /// <summary>Creates the team; its threads start with the first round that uses them.</summary>
    /// <param name="threads">At least 1, including the caller's.</param>
    public ThreadTeam(int threads)
        : this(threads, new HelperBudget(HelperBudget.DefaultDebt), static thread => thread.Start())
    {
    }

    /// <summary>Creates a team with its own helper budget and thread start, for tests.</summary>
    /// <param name="threads">At least 1, including the caller's.</param>
    /// <param name="budget">Decides whether to use helpers.</param>
    /// <param name="start">Starts a thread.</param>
    internal ThreadTeam(int threads, HelperBudget budget, Action<Thread> start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _shares = new WorkShares(threads);
        _budget = budget;
        _start = start;
    }

    /// <summary>How many threads may share the work.</summary>
    public int Threads { get; }

    /// <summary>
    /// Does all items, in any order, and returns when the last is done. An exception on any thread is rethrown to the caller, of several
    /// the last one; items not yet started are skipped then.
    /// </summary>
    /// <param name="items">How many there are.</param>
    /// <param name="job">Does one.</param>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void Run(int items, WorkJob job)
    {
        ObjectDisposedException.ThrowIf(_ends, this);
        long start = Stopwatch.GetTimestamp();
        if (Threads == 1 || items < 2 || !_budget.AllowsHelpers(start))
        {
            RunAlone(items, job, start);
            return;
        }

        _helpers ??= StartHelpers();
        _job = job;
        _failure = null;
        Volatile.Write(ref _unfinished, items);
        _shares.Distribute(items);
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
        _budget.Note(items * job.ItemTicks, end - start, end);
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

    // If the system refuses more threads, fewer are used: the results are the same.
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
            // Read the round before looking for items, so that no round is missed.
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

    // Returns how many items the thread did.
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

        // From here on the round may be over: its state must not be touched.
        if (taken > 0 && Interlocked.Add(ref _unfinished, -taken) == 0 && Volatile.Read(ref _callerSleeps) != 0)
        {
            lock (_callersGate)
            {
                Monitor.Pulse(_callersGate);
            }
        }

        return taken;
    }

    // Spins only briefly: a helper preempted in the middle of an item may be waiting for this very processor.
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
            // Set before the count is read again; the last helper decrements the count before it reads this.
            Interlocked.Exchange(ref _callerSleeps, 1);
            while (Volatile.Read(ref _unfinished) > 0)
            {
                Monitor.Wait(_callersGate);
            }

            Volatile.Write(ref _callerSleeps, 0);
        }
    }
}
