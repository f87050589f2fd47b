using FashionRef.Data;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class FeedCheckTests
{
    private static readonly ImageSet Images = SyntheticData.Create(train: 300, test: 10).Train;
    private static readonly FeedCheck Check = new(Images);

    [Test]
    public void A_run_that_was_given_what_its_seed_demands_passes()
    {
        GateCheck check = Check.Of([Foreign(Right())]).Single();

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Passed));
        Assert.That((check.Code, check.Figure), Is.EqualTo(("FREF2010", ShortHash.Of(FeedHash.Of(Images, Settings, 1)))));
    }

    [Test]
    public void Several_runs_have_one_line_and_those_that_tell_nothing_another()
    {
        GateRun second = Foreign(Right(seed: 2), seed: 2);
        GateRun silent = GateRuns.Run(Named(GateRuns.Record(seed: 3)));

        IReadOnlyList<GateCheck> checks = Check.Of([Foreign(Right()), silent, second]);

        Assert.That(checks.Select(check => $"{check.Runs} {check.Verdict}"), Is.EqualTo(new[] { "seeds 1 to 2 Passed", "seed 3 NotNeeded" }));
    }

    private static IEnumerable<TestCaseData> Mistakes =>
    [
        Mistake("the same shuffle every epoch", epoch => FeedHash.Of(Images, Settings, 1), from: 2),
        Mistake("the last, smaller batch dropped", epoch => FeedHash.Of(Images, EpochShuffle.Order(300, 1, epoch).AsSpan(0, 256), 128)),
        Mistake("no shuffle", _ => FeedHash.Of(Images, [.. Enumerable.Range(0, 300)], 128)),
        Mistake("epochs counted from 0: the first has number 1", epoch => epoch == 1 ? "the hash of an epoch 0" : FeedHash.Of(Images, Settings, epoch - 1)),
        Mistake(null, epoch => FeedHash.Of(Images, EpochShuffle.Order(300, 1, epoch), 120)),
        Mistake(null, epoch => FeedHash.Of(WithOneWrongLabel(), Settings, epoch)),
        Mistake(null, epoch => FeedHash.Of(Images, [.. EpochShuffle.Order(300, 1, epoch).Select(image => image == 7 ? 8 : image)], 128)),
        Mistake(null, _ => "nonsense"),
    ];

    [TestCaseSource(nameof(Mistakes))]
    public void Everything_else_that_it_was_given_is_seen_and_known_mistakes_are_named(string? cause, Func<int, string> feed, int from)
    {
        GateCheck check = Check.Of([Foreign(feed)]).Single();

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(check.Causes, Is.EqualTo(new[] { cause ?? "an image, a label or the order is another, or the images were added scaled: they are 784 bytes from 0 to 255" }));
        Assert.That(check.Faults[0], Does.StartWith($"history[{from - 1}].feed is "));
        Assert.That(check.Faults, Has.Count.EqualTo(11 - from));
    }

    [Test]
    public void A_run_must_tell_every_epoch()
    {
        RunRecord record = Foreign(Right()).Record.With(epoch: 4, metrics => metrics with { Feed = null });

        GateCheck check = Check.Of([GateRuns.Run(record)]).Single();

        Assert.That(check.Reason, Does.StartWith("In 'run1.json' history[3].feed is missing, but must be "));
    }

    [Test]
    public void A_run_of_this_programs_code_must_tell_it()
    {
        GateRun own = GateRuns.Run(GateRuns.Record() with { Code = "some code" });

        Assert.That(Check.Of([own]).Single().Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(Check.Of([GateRuns.Run()]).Single().Verdict, Is.EqualTo(CheckVerdict.NotNeeded));
    }

    [Test]
    public void Without_the_data_set_it_is_not_looked_at()
    {
        GateCheck check = new FeedCheck(null).Of([Foreign(Right())]).Single();

        Assert.That((check.Verdict, check.Reason), Is.EqualTo((CheckVerdict.NotNeeded, "The data set is not at hand.")));
    }

    private static RunSettings Settings => Named(GateRuns.Record(shuffle: Shuffle.Anew)).Settings;

    private static TestCaseData Mistake(string? cause, Func<int, string> feed, int from = 1) => new(cause, feed, from);

    private static Func<int, string> Right(int seed = 1) => epoch => FeedHash.Of(Images, Settings with { Seed = seed }, epoch);

    private static GateRun Foreign(Func<int, string> feed, int seed = 1)
    {
        RunRecord record = Named(GateRuns.Record(seed: seed, shuffle: Shuffle.Anew));
        return GateRuns.Run(record with { History = [.. record.History.Select(epoch => epoch with { Feed = feed(epoch.Epoch) })] });
    }

    private static RunRecord Named(RunRecord record) => record with { Settings = record.Settings with { Engine = "my-port" } };

    private static ImageSet WithOneWrongLabel()
    {
        byte[] labels = Images.Labels.ToArray();
        labels[7] = (byte)((labels[7] + 1) % 10);
        return new ImageSet(Images.Height, Images.Width, Images.Pixels, labels);
    }
}
