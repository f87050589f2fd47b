using System.Diagnostics;
using FashionRef.Engines.Exact;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class WorkCrewTests
{
    // Longer than any helper spins.
    private static readonly TimeSpan UntilAllSleep = TimeSpan.FromMilliseconds(50);

    [Test]
    public void Every_item_is_done_exactly_once_by_a_known_thread([Values(0, 1, 2, 1000)] int items, [Values(1, 2, 7)] int threads)
    {
        using WorkCrew crew = new(threads);
        int[] done = new int[items];
        int strangers = 0;

        for (int round = 0; round < 3; round++)
        {
            crew.Run(items, (item, worker) =>
            {
                Interlocked.Increment(ref done[item]);
                Interlocked.Add(ref strangers, worker >= 0 && worker < threads ? 0 : 1);
            });
        }

        Assert.That(done, Is.All.EqualTo(3));
        Assert.That(strangers, Is.Zero);
        Assert.That(crew.Threads, Is.EqualTo(threads));
    }

    [Test]
    public void Two_items_of_one_thread_never_run_at_once()
    {
        using WorkCrew crew = new(threads: 3);
        int[] inside = new int[3];
        int collisions = 0;

        crew.Run(2000, (_, worker) =>
        {
            Interlocked.Add(ref collisions, Interlocked.Increment(ref inside[worker]) - 1);
            Interlocked.Decrement(ref inside[worker]);
        });

        Assert.That(collisions, Is.Zero);
    }

    [Test]
    public void The_threads_really_share_the_work()
    {
        using WorkCrew crew = new(threads: 2);
        using Barrier both = new(2);

        // Neither item can end before the other has begun.
        crew.Run(2, (_, _) => Assert.That(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    // What it wrote in one job is then in its own caches in the next.
    [Test]
    public void Each_thread_begins_with_the_same_items_in_every_job([Values(1, 2, 3)] int threads)
    {
        using WorkCrew crew = new(threads);
        using Barrier all = new(threads);
        const int Share = 4;
        int[] first = new int[threads];
        for (int round = 0; round < 50; round++)
        {
            Array.Fill(first, -1);

            // None goes on before all have begun, so that none takes another's items.
            crew.Run(threads * Share, (item, worker) =>
            {
                if (first[worker] < 0)
                {
                    first[worker] = item;
                    Assert.That(all.SignalAndWait(TimeSpan.FromSeconds(30)));
                }
            });

            Assert.That(first, Is.EqualTo(Enumerable.Range(0, threads).Select(worker => worker * Share)));
        }
    }

    [Test]
    public void Who_is_done_with_its_own_items_takes_those_of_others()
    {
        using WorkCrew crew = new(threads: 3);
        const int Items = 30;
        int[] doneBy = new int[3];
        using ManualResetEventSlim othersAreDone = new();
        int stuck = -1;

        // Whoever comes first does one item only, until all the others are done.
        crew.Run(Items, (_, worker) =>
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
        });

        Assert.That(doneBy[stuck], Is.EqualTo(1));
        Assert.That(doneBy.Sum(), Is.EqualTo(Items));
    }

    // Fewer where there may be more threads than processors: there each round waits for a processor.
    [TestCase(2, 10_000)]
    [TestCase(3, 300)]
    [TestCase(7, 300)]
    public void In_many_rounds_in_a_row_no_item_and_no_waking_is_lost(int threads, int rounds)
    {
        using WorkCrew crew = new(threads);
        int done = 0;
        int expected = 0;
        void Job(int item, int worker) => Interlocked.Increment(ref done);

        for (int round = 0; round < rounds; round++)
        {
            int items = round % 5;
            crew.Run(items, Job);
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
        using WorkCrew crew = new(threads: 3);
        int done = 0;
        for (int round = 0; round < 300; round++)
        {
            crew.Run(3, (_, _) => Interlocked.Increment(ref done));
            Thread.SpinWait(round * 200 % 40_000);
        }

        Assert.That(done, Is.EqualTo(900));
    }

    [Test]
    public void A_sleeping_crew_wakes()
    {
        using WorkCrew crew = new(threads: 2);
        using Barrier both = new(2);
        for (int round = 0; round < 3; round++)
        {
            Thread.Sleep(UntilAllSleep);
            crew.Run(2, (_, _) => Assert.That(both.SignalAndWait(TimeSpan.FromSeconds(30))));
        }
    }

    // As with one thread: the caller sees what the item threw, not something around it.
    [Test]
    public void An_exception_reaches_the_caller_as_it_is_and_the_crew_works_again([Values(1, 2, 7)] int threads)
    {
        using WorkCrew crew = new(threads);
        for (int round = 0; round < 20; round++)
        {
            int failing = round;
            Assert.That(
                () => crew.Run(20, (item, _) => Fail(item, failing)),
                Throws.TypeOf<FormatException>().With.Message.EqualTo($"item {failing}").And.Property("StackTrace").Contains(nameof(Fail)));
            int done = 0;

            crew.Run(20, (_, _) => Interlocked.Increment(ref done));

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
        WorkCrew crew = new(Many);
        crew.Run(1, static (_, _) => { });
        Thread.Sleep(asleep ? UntilAllSleep : TimeSpan.Zero);
        int before = Threads();

        crew.Dispose();
        crew.Dispose();

        // The system takes a moment to let an ended thread go.
        Assert.That(Threads, Is.LessThan(before - (Many / 2)).After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    [Test]
    public void A_crew_without_work_has_no_thread()
    {
        int before = Threads();

        WorkCrew crew = new(threads: 60);

        Assert.That(Threads(), Is.LessThan(before + 30));
        Assert.That(crew.Dispose, Throws.Nothing);
    }

    [Test]
    public void A_disposed_crew_refuses_work_instead_of_waiting_for_threads_that_are_gone([Values(1, 2)] int threads)
    {
        WorkCrew crew = new(threads);
        crew.Dispose();

        Assert.That(() => crew.Run(1, static (_, _) => { }), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_crew_has_at_least_one_thread() =>
        Assert.That(() => new WorkCrew(threads: 0), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
