using System.Diagnostics;
using FashionRef.Harms.Ports;
using FashionRef.Tests.Support;

namespace FashionRef.Snapshots.Deviations;

/// <summary>Every mistake that porting such a model usually brings is caught by a check that takes less than a minute.</summary>
[Category("Training")]
[Parallelizable(ParallelScope.All)]
internal sealed class DeviationTests
{
    private static readonly PortChecks Checks = new(RealDataset.Load());

    [TestCase(1)]
    [TestCase(2)]
    public void A_port_without_a_mistake_passes_every_check(int model) =>
        Assert.That(Checks.First(new Port { Number = model }), Is.Null);

    [Test]
    public async Task Every_mistake_is_caught_by_a_named_check()
    {
        (Deviation Deviation, Detection? Detection)[] rows =
            [.. ModelDeviations.All.Concat(TrainingDeviations.All).AsParallel().AsOrdered().Select(deviation => (deviation, Detect(deviation)))];

        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Length.AtLeast(25));
            Assert.That(rows.Where(row => row.Detection is null).Select(row => row.Deviation.Name), Is.Empty, "not caught");
        });
        string table = DeviationTable.Format(rows);
        await Verifier.Verify(table);
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "deviations.md"));
        Assert.That(page.ReplaceLineEndings("\n"), Does.Contain(table), "docs/deviations.md shows another table");
    }

    private static Detection? Detect(Deviation deviation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Detection? detection = Checks.First(deviation.Port);
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds,5:F1} s  {deviation.Name}: {detection?.Check}");
        return detection;
    }
}
