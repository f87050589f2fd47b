using System.Diagnostics;
using FashionRef.Engines.Exact;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class PartTimesTests
{
    [Test]
    public void A_parts_time_is_that_of_all_threads_and_begins_anew_when_it_is_taken()
    {
        PartTimes times = new(threads: 2, parts: 3);
        long anHourAgo = Stopwatch.GetTimestamp() - (3600 * Stopwatch.Frequency);
        times.Add(worker: 0, part: 0, anHourAgo);
        times.Add(worker: 1, part: 0, anHourAgo);
        times.Add(worker: 1, part: 2, anHourAgo);

        long[] hours = [.. times.Take().Select(ticks => ticks / (3600 * Stopwatch.Frequency))];

        Assert.That(hours, Is.EqualTo(new[] { 2, 0, 1 }));
        Assert.That(times.Take(), Is.All.Zero);
    }
}
