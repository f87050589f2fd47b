using FashionRef.Cli.Speed.Load;

namespace FashionRef.Tests.Cli.Speed.Load;

internal sealed class HandOverTests
{
    [Test]
    public void A_number_needs_some_time_to_another_thread_and_back_where_there_are_processors_for_both() => Assert.That(
        HandOver.Measure(),
        Environment.ProcessorCount > 1 ? Is.GreaterThan(1.0).And.LessThan(1e9) : Is.Null);

    // Also where both threads must share a processor: else a busy machine would seem to hang.
    [Test]
    public void More_measurements_than_processors_at_once_come_to_an_end()
    {
        Task[] measurements = [.. Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Task.Run(HandOver.Measure))];

        Assert.That(Task.WaitAll(measurements, TimeSpan.FromSeconds(60)));
    }
}
