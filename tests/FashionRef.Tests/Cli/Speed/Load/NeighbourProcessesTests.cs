using System.Diagnostics;
using FashionRef.Cli.Speed.Load;

namespace FashionRef.Tests.Cli.Speed.Load;

[Platform("Linux")]
internal sealed class NeighbourProcessesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_neighbour_computes_when_it_is_told_to_and_rests_when_it_is_told_to()
    {
        int[] before = Children();
        using NeighbourProcesses neighbours = NeighbourProcesses.Start(1, () => new ProcessStartInfo(
            "dotnet", [typeof(NeighbourProcesses).Assembly.Location, "benchmark", "neighbour"]));
        using CancellationTokenSource limit = new(Patience);
        await neighbours.TurnAsync(busy: false, limit.Token);
        using Process process = Process.GetProcessById(Children().Except(before).Single());

        Assert.That(await WorkedAsync(process), Is.LessThan(0.05));
        await neighbours.TurnAsync(busy: true, limit.Token);
        Assert.That(await WorkedAsync(process), Is.GreaterThan(0.05));
        await neighbours.TurnAsync(busy: false, limit.Token);
        Assert.That(await WorkedAsync(process), Is.LessThan(0.05));

        neighbours.Dispose();
        Assert.That(Children(), Does.Not.Contain(process.Id));
    }

    [Test]
    public void One_that_has_ended_is_told()
    {
        using NeighbourProcesses neighbours = NeighbourProcesses.Start(1, () => new ProcessStartInfo("true"));

        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(async () =>
        {
            await neighbours.TurnAsync(busy: true, CancellationToken.None);
            await neighbours.TurnAsync(busy: true, CancellationToken.None);
        });

        Assert.That((failure!.Kind, failure.Message.Contains("ended by itself")), Is.EqualTo((FaultKind.MachineCannot, true)));
    }

    [Test]
    public void A_program_that_is_not_there_is_told() => Assert.That(
        () => NeighbourProcesses.Start(2, () => new ProcessStartInfo("no-such-program")),
        Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.MachineCannot).And.Message.Contains("--load"));

    // How many processors it kept busy.
    private static async Task<double> WorkedAsync(Process process)
    {
        await Task.Delay(50);
        process.Refresh();
        TimeSpan start = process.TotalProcessorTime;
        Stopwatch time = Stopwatch.StartNew();
        await Task.Delay(300);
        process.Refresh();
        return (process.TotalProcessorTime - start) / time.Elapsed;
    }

    private static int[] Children() =>
    [
        .. Directory.GetDirectories($"/proc/{Environment.ProcessId}/task")
            .SelectMany(thread => File.Exists(Path.Combine(thread, "children")) ? File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [])
            .Select(int.Parse),
    ];
}
