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
        Assert.That(Told(versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 2)), Is.EqualTo((2, 20)));
        Assert.That(Told(versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 1)), Is.EqualTo((1, 40)));
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

        Refusal.Expect(() => versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 3), "has no version 3 of 'expectation-model1-repeated.json'; there is 1, and the newest of all expectations is 1. ");
        Refusal.Expect(() => versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 0), "has no version 0 of ");
        versions.Write(Second, Fewer);
        Directory.CreateDirectory(folder["versions/none"]);
        Directory.CreateDirectory(folder["versions/0002"]);
        Refusal.Expect(() => versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 3), "has no version 3 of 'expectation-model1-repeated.json'; there are 1, 2, and the newest of all expectations is 2. ");
    }

    // One number pins all models: it stays what it was when any of them is renewed.
    [Test]
    public void Versions_count_for_all_models_together_and_each_keeps_its_own_until_it_is_renewed()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);
        SeedRuns other = KerasSeeds.Runs(2);
        versions.Write(First, Runs);
        versions.Write(KerasSeeds.Stored(2), other);
        versions.Write(Second, Fewer);

        Assert.That(new[] { 1, 2, 3 }.Select(version => Told(versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), version)).Version), Is.EqualTo(new[] { 1, 1, 3 }));
        Assert.That(new[] { 2, 3 }.Select(version => Told(versions.PathOf(new ExpectationKey(2, null, Shuffle.Repeated), version)).Version), Is.EqualTo(new[] { 2, 2 }));
        Refusal.Expect(() => versions.PathOf(new ExpectationKey(2, null, Shuffle.Repeated), 1), "has no version 1 of 'expectation-model2-repeated.json'; there is 2, and the newest of all expectations is 3. ");
    }

    [Test]
    public void A_kept_file_that_is_another_is_neither_replaced_nor_taken()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);
        versions.Write(First, Runs);
        Directory.CreateDirectory(folder["versions/1"]);
        string mine = ExpectationFile.Format(First with { NotebookAccuracy = 0.5 });
        File.WriteAllText(folder["versions/1/expectation-model1-repeated.json"], mine);

        Refusal.Expect(() => versions.Write(Second, Fewer), "is another expectation than the one that would be kept there. ");
        Assert.That(File.ReadAllText(folder["versions/1/expectation-model1-repeated.json"]), Is.EqualTo(mine));
        File.Delete(folder["versions/1/expectation-model1-repeated.json"]);
        versions.Write(Second, Fewer);
        File.Copy(folder["expectation-model1-repeated.json"], folder["versions/1/expectation-model1-repeated.json"], overwrite: true);
        Refusal.Expect(() => versions.PathOf(new ExpectationKey(1, null, Shuffle.Repeated), 1), "is of another version than its folder says. ");
    }

    [Test]
    public void An_expectation_of_another_programs_runs_is_not_replaced()
    {
        using TemporaryFolder folder = new();
        ExpectationVersions versions = new(folder.Path);
        versions.Write(First, Runs);

        versions.RefuseOther(Fewer);
        Assert.That(() => versions.RefuseOther(Runs with { Keras = null, Tensorflow = null, Engine = "my-port" }), Throws.TypeOf<FashionRefException>().With.Message.Contains("expects runs as those of Keras 3.15.1 on TensorFlow 2.21.0, and these are of my-port. "));
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
