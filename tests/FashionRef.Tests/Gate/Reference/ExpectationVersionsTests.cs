using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class ExpectationVersionsTests
{
    private static readonly SeedRuns Runs = KerasSeeds.Runs(1);
    private static readonly SeedRuns Fewer = Runs with { Runs = [.. Runs.Runs.Take(20)] };
    private static readonly Expectation First = KerasSeeds.Stored(1);
    private static readonly Expectation Second = First with { Runs = 20, RunsSha256 = SeedRunsFile.Sha256(Fewer), Collapsed = Share.Of(0, 20) };

    [Test]
    public void A_new_expectation_has_the_next_version_and_the_older_one_stays()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);

        string path = versions.Write(First, Runs);
        versions.Write(Second, Fewer);

        Assert.That(path, Is.EqualTo(folder["expectation-model1-repeated.json"]));
        Assert.That(Told(path), Is.EqualTo((2, 20)));
        Assert.That(Told(versions.PathOf(1, Shuffle.Repeated, 2)), Is.EqualTo((2, 20)));
        Assert.That(Told(versions.PathOf(1, Shuffle.Repeated, 1)), Is.EqualTo((1, 40)));
    }

    [Test]
    public void One_that_changes_nothing_is_no_new_version()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);
        string path = versions.Write(First, Runs);
        versions.Write(Second, Fewer);
        DateTime before = File.GetLastWriteTimeUtc(path);

        versions.Write(Second, Fewer);

        Assert.That((Told(path), File.GetLastWriteTimeUtc(path)), Is.EqualTo(((2, 20), before)));
    }

    [Test]
    public void A_version_that_is_not_there_is_refused_with_those_that_are()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);
        versions.Write(First, Runs);

        Refusal.Expect(() => versions.PathOf(1, Shuffle.Repeated, 3), "has no version 3 of 'expectation-model1-repeated.json'; the newest is 1");
    }

    [Test]
    public void A_file_of_runs_that_has_them_already_stays_as_it_is()
    {
        using TemporaryFolder folder = new();
        string other = SeedRunsFile.Format(Runs).Replace("\n", "\r\n", StringComparison.Ordinal);
        File.WriteAllText(folder[KerasSeeds.NameOf(1)], other);

        new ExpectationVersions(folder.Path).Write(First, Runs);

        Assert.That(File.ReadAllText(folder[KerasSeeds.NameOf(1)]), Is.EqualTo(other));
    }

    private static (int Version, int Runs) Told(string path)
    {
        GateReference reference = GateReference.Read(path);
        return (reference.Expectation.Version, reference.Expectation.Runs);
    }
}
