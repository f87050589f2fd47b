using FashionRef.Harms;
using FashionRef.Harms.Ports;
using FashionRef.Tests.Probes;
using FashionRef.Tests.Support;

namespace FashionRef.Snapshots.Deviations;

/// <summary>What the gate sees of a port without a whole run. What it does not see acts on nothing that a port is asked for.</summary>
[Category("Training")]
internal sealed class ProbeHarmTests
{
    private static readonly Dictionary<int, string[]> Unseen = new()
    {
        [1] = ["none", "beta powers in double where float32 is meant", "the mean of batch means as the epoch's loss", "gradient to the last of equal maxima"],

        // In Model-2's states hardly a probability is as small, and no gradient as large.
        [2] =
        [
            "none", "beta powers in double where float32 is meant", "the mean of batch means as the epoch's loss", "gradient to the last of equal maxima",
            "1 - beta taken in float32", "loss of clipped probabilities", "gradient clipped to norm 1",
        ],
    };

    // The smallest of each kind, in a minute.
    private static readonly string[] Cheap = ["none", "decoupled weight decay of 1e-4", "Adam's epsilon in PyTorch's place", "1 % of class 6 labelled wrongly", "test images shifted by a pixel"];

    [Test]
    public void The_right_port_passes_and_the_smallest_harms_are_seen() => AssertSeen(1, Cheap.Contains);

    [TestCase(1)]
    [TestCase(2)]
    [Category(LongTests.Category)]
    public void Every_harm_is_seen_without_a_whole_run(int model) => AssertSeen(model, _ => true);

    [Test]
    public void The_table_in_the_documents_has_all_of_them()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "gate.md"));

        Assert.That(Harms.Harms.All.Select(harm => harm.Name).Where(name => !page.Contains($"\n| {name} | ", StringComparison.Ordinal)), Is.Empty);
    }

    private static void AssertSeen(int model, Func<string, bool> isTried)
    {
        ApartChecks checks = new(RealDataset.Load(), RealProbes.Pack(model), RealProbes.Reference(model));
        Deviation[] tried = [.. Harms.Harms.All.Where(harm => harm.Port.IsPossibleIn(model) && isTried(harm.Name)).Select(harm => harm with { Port = harm.Port with { Number = model } })];

        string[] unseen = [.. tried.Where(harm => checks.Of(harm.Port).Count == 0).Select(harm => harm.Name)];

        Assert.That(tried, Has.Length.AtLeast(5));
        Assert.That(unseen, Is.EquivalentTo(Unseen[model].Where(isTried)));
    }
}
