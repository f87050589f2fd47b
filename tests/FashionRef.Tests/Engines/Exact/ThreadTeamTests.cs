using System.Collections.Concurrent;
using System.Diagnostics;
using FashionRef.Engines.Exact;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class ThreadTeamTests
{
    // Longer than any helper spins.
    private static readonly TimeSpan UntilAllSleep = TimeSpan.FromMilliseconds(50);

    [Test]
    public void Every_item_is_done_exactly_once_by_a_known_thread([Values(0, 1, 2, 1000)] int items, [Values(1, 2, 7)] int threads)
    {
        using ThreadTeam team = Sharing(threads);
        int[] done = new int[items];
        int strangers = 0;

        for (int round = 0; round < 3; round++)
        {
            team.Run(items, new WorkJob((item, worker) =>
            {
                Interlocked.Increment(ref done[item]);
                Interlocked.Add(ref strangers, worker >= 0 && worker < threads ? 0 : 1);
            }));
        }

        Assert.That(done, Is.All.EqualTo(3));
        Assert.That(strangers, Is.Zero);
        Assert.That(team.Threads, Is.EqualTo(threads));
    }

    [Test]
    public void Two_items_of_one_thread_never_run_at_once()
    {
        using ThreadTeam team = Sharing(threads: 3);
        int[] inside = new int[3];
        int collisions = 0;

        team.Run(2000, new WorkJob((_, worker) =>
        {
            Interlocked.Add(ref collisions, Interlocked.Increment(ref inside[worker]) - 1);
            Interlocked.Decrement(ref inside[worker]);
        }));

        Assert.That(collisions, Is.Zero);
    }

    [Test]
    public void The_threads_really_share_the_work()
    {
        using ThreadTeam team = Sharing(threads: 2);
        using Barrier both = new(2);

        // Neither item can end before the other has begun.
        team.Run(2, new WorkJob((_, _) => Assert.That(both.SignalAndWait(TimeSpan.FromSeconds(30)))));
    }

    // What it wrote in one job is then in its own caches in the next.
    [Test]
    public void Each_thread_begins_with_the_same_items_in_every_job([Values(1, 2, 3)] int threads)
    {
        using ThreadTeam team = Sharing(threads);
        using Barrier all = new(threads);
        const int Share = 4;
        int[] first = new int[threads];
        for (int round = 0; round < 50; round++)
        {
            Array.Fill(first, -1);

            // None goes on before all have begun, so that none takes another's items.
            team.Run(threads * Share, new WorkJob((item, worker) =>
            {
                if (first[worker] < 0)
                {
                    first[worker] = item;
                    Assert.That(all.SignalAndWait(TimeSpan.FromSeconds(30)));
                }
            }));

            Assert.That(first, Is.EqualTo(Enumerable.Range(0, threads).Select(worker => worker * Share)));
        }
    }

    [Test]
    public void Who_is_done_with_its_own_items_takes_those_of_others()
    {
        using ThreadTeam team = Sharing(threads: 3);
        const int Items = 30;
        int[] doneBy = new int[3];
        using ManualResetEventSlim othersAreDone = new();
        int stuck = -1;

        // Whoever comes first does one item only, until all the others are done.
        team.Run(Items, new WorkJob((_, worker) =>
        {
            bool isFirst = Interlocked.CompareExchange(ref stuck, worker, -1) == -1;
            if (isFirst)
            {
                Assert.That(othersAreDone.Wait(TimeSpan.FromSeconds(30)));
            }

            Interlocked.Increment(ref doneBy[worker]);
            if (!isFirst && doneBy.Sum() == Items - 1)
            {
                othersAreDone.Set();
            }
        }));

        Assert.That(doneBy[stuck], Is.EqualTo(1));
        Assert.That(doneBy.Sum(), Is.EqualTo(Items));
    }

    // Fewer where there may be more threads than processors: there each round waits for a processor.
    [TestCase(2, 10_000)]
    [TestCase(3, 300)]
    [TestCase(7, 300)]
    public void In_many_rounds_in_a_row_no_item_and_no_waking_is_lost(int threads, int rounds)
    {
        using ThreadTeam team = Sharing(threads);
        int done = 0;
        int expected = 0;
        WorkJob job = new((_, _) => Interlocked.Increment(ref done));

        for (int round = 0; round < rounds; round++)
        {
            int items = round % 5;
            team.Run(items, job);
            expected += items;

            // Every item is done when Run returns, not some time later.
            if (Volatile.Read(ref done) != expected)
            {
                Assert.Fail($"round {round}: {done} items done, not {expected}");
            }
        }
    }

    // Pauses about as long as the helpers spin, so that they are caught while they fall asleep.
    [Test]
    public void Helpers_that_are_falling_asleep_are_woken()
    {
        using ThreadTeam team = Sharing(threads: 3);
        int done = 0;
        for (int round = 0; round < 300; round++)
        {
            team.Run(3, new WorkJob((_, _) => Interlocked.Increment(ref done)));
            Thread.SpinWait(round * 200 % 40_000);
        }

        Assert.That(done, Is.EqualTo(900));
    }

    [Test]
    public void A_sleeping_crew_wakes()
    {
        using ThreadTeam team = Sharing(threads: 2);
        using Barrier both = new(2);
        for (int round = 0; round < 3; round++)
        {
            Thread.Sleep(UntilAllSleep);
            team.Run(2, new WorkJob((_, _) => Assert.That(both.SignalAndWait(TimeSpan.FromSeconds(30)))));
        }
    }

    // As with one thread: the caller sees what the item threw, not something around it.
    [Test]
    public void An_exception_reaches_the_caller_as_it_is_and_the_crew_works_again([Values(1, 2, 7)] int threads)
    {
        using ThreadTeam team = Sharing(threads);
        for (int round = 0; round < 20; round++)
        {
            int failing = round;
            Assert.That(
                () => team.Run(20, new WorkJob((item, _) => Fail(item, failing))),
                Throws.TypeOf<FormatException>().With.Message.EqualTo($"item {failing}").And.Property("StackTrace").Contains(nameof(Fail)));
            int done = 0;

            team.Run(20, new WorkJob((_, _) => Interlocked.Increment(ref done)));

            Assert.That(done, Is.EqualTo(20));
        }

        static void Fail(int item, int failing)
        {
            if (item == failing)
            {
                throw new FormatException(FormattableString.Invariant($"item {item}"));
            }
        }
    }

    [Test]
    public void Disposing_ends_all_threads_also_those_that_sleep_and_may_be_done_twice([Values] bool asleep)
    {
        // So many that the threads that others start and end in the meantime do not matter.
        const int Many = 60;
        ThreadTeam team = Sharing(Many);
        team.Run(2, new WorkJob(static (_, _) => { }));
        Thread.Sleep(asleep ? UntilAllSleep : TimeSpan.Zero);
        int before = Threads();

        team.Dispose();
        team.Dispose();

        // The system takes a moment to let an ended thread go.
        Assert.That(Threads, Is.LessThan(before - (Many / 2)).After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    [Test]
    public void A_crew_without_work_has_no_thread()
    {
        int before = Threads();

        ThreadTeam team = Sharing(threads: 60);

        Assert.That(Threads(), Is.LessThan(before + 30));
        Assert.That(team.Dispose, Throws.Nothing);
    }

    [Test]
    public void A_disposed_crew_refuses_work_instead_of_waiting_for_threads_that_are_gone([Values(1, 2)] int threads)
    {
        ThreadTeam team = Sharing(threads);
        team.Dispose();

        Assert.That(() => team.Run(1, new WorkJob(static (_, _) => { })), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_crew_has_at_least_one_thread() =>
        Assert.That(() => new ThreadTeam(threads: 0), Throws.TypeOf<ArgumentOutOfRangeException>());

    // A late helper finds a round over, the next one on, or falls asleep: whatever it finds, each item is done once, in its own round.
    [TestCase(2, 20_000)]
    [TestCase(3, 20_000)]
    [TestCase(7, 3_000)]
    public void Threads_that_stop_anywhere_for_a_while_do_each_item_once_and_only_in_its_round(int threads, int rounds)
    {
        using ThreadTeam team = Sharing(threads);
        int[] done = new int[64];
        int wrong = 0;
        int current = 0;
        Chance[] delays = [.. Enumerable.Range(0, threads).Select(worker => new Chance(worker))];
        WorkJob[] jobs = [.. Enumerable.Range(0, 3).Select(kind => new WorkJob((item, worker) =>
        {
            int round = Volatile.Read(ref current);
            Delay(delays[worker]);
            done[item]++;
            Interlocked.Add(ref wrong, round % 3 == kind && round == Volatile.Read(ref current) ? 0 : 1);
        }))];
        Chance random = new(threads);
        for (int round = 0; round < rounds; round++)
        {
            int items = random.Next(1 + random.Next(64));
            Array.Clear(done);
            Volatile.Write(ref current, round);

            team.Run(items, jobs[round % 3]);

            if (Array.FindIndex(done, count => count != 1) is var other && other != (items < done.Length ? items : -1) || done.Sum() != items)
            {
                Assert.Fail($"round {round}, {items} items: {string.Join(' ', done)}");
            }

            Delay(random);
        }

        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public void A_round_ends_with_its_items_also_while_a_helper_has_not_even_looked_at_it()
    {
        // A helper that the system lets run only at the end: its thread is there, but begins late.
        using ManualResetEventSlim begins = new();
        Thread? late = null;
        using ThreadTeam team = new(2, new HelperBudget(AnyDebt), helper =>
        {
            late = new Thread(() =>
            {
                begins.Wait();
                helper.Start();
            })
            { IsBackground = true };
            late.Start();
        });
        int done = 0;

        for (int round = 0; round < 100; round++)
        {
            team.Run(10, new WorkJob((_, worker) => done += worker == 0 ? 1 : 0));
        }

        begins.Set();
        late!.Join();
        Assert.That(done, Is.EqualTo(1000));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Where_no_more_threads_can_be_started_fewer_do_the_work(int possible)
    {
        int started = 0;
        using ThreadTeam team = new(5, new HelperBudget(AnyDebt), thread =>
        {
            if (started == possible)
            {
                throw new InsufficientMemoryException("The system gives no more threads.");
            }

            started++;
            thread.Start();
        });
        ConcurrentDictionary<int, int> workers = [];
        int done = 0;

        for (int round = 0; round < 200; round++)
        {
            team.Run(50, new WorkJob((_, worker) =>
            {
                workers[worker] = worker;
                Interlocked.Increment(ref done);
            }));
        }

        Assert.That(done, Is.EqualTo(200 * 50));
        Assert.That(workers.Keys, Is.All.LessThanOrEqualTo(possible));
        Assert.That(started, Is.EqualTo(possible));
    }

    // The machine is busy: what a helper has begun takes longer than all the rest.
    [Test]
    public void Help_that_costs_more_than_it_brings_is_not_asked_for()
    {
        using ThreadTeam team = new(threads: 2);
        int[] doneBy = new int[2];
        WorkJob job = new((_, worker) =>
        {
            doneBy[worker]++;
            Thread.Sleep(worker * 20);
            Spin(TimeSpan.FromMicroseconds(20));
        });

        for (int round = 0; round < 400; round++)
        {
            team.Run(20, job);
        }

        // Each of the helper's items costs 20 ms; without rest it would do about one a round.
        Assert.That(doneBy[1], Is.InRange(1, 40));
        Assert.That(doneBy.Sum(), Is.EqualTo(400 * 20));
    }

    private static TimeSpan AnyDebt { get; } = TimeSpan.FromDays(1);

    // These tests are about helpers: they are asked, however little it helps on the machine that runs the tests.
    private static ThreadTeam Sharing(int threads) => new(threads, new HelperBudget(AnyDebt), thread => thread.Start());

    // Mostly none, sometimes as long as threads spin, seldom as long as the system stops one.
    private static void Delay(Chance random)
    {
        switch (random.Next(200))
        {
            case 0 when random.Next(20) == 0:
                Thread.Sleep(1);
                break;
            case < 3:
                Thread.Yield();
                break;
            case < 20:
                Thread.SpinWait(random.Next(300));
                break;
        }
    }

    private static void Spin(TimeSpan time)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            Thread.SpinWait(1);
        }
    }

    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private sealed class Chance(int stream)
    {
        private uint _drawn;

        public int Next(int below) => (int)(SplitMix64.Bits(0, stream, _drawn++) % (uint)below);
    }
}
