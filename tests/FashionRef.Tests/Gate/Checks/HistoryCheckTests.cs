using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class HistoryCheckTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("history is 9 epochs long, but must be 10, as long as the run", record => record with { History = [.. record.History.Take(9)] }),
        Case("history is 0 epochs long, but must be 10, as long as the run", record => record with { History = [] }),
        Case(
            "history is 0 epochs long, but must be 1, as long as the run",
            record => record with { History = [], Settings = record.Settings with { Epochs = 0 } }),
        Case(
            "history is 11 epochs long, but must be 10, as long as the run",
            record => record with { History = [.. record.History, record.History[^1] with { Epoch = 11 }] }),
        Case("history[1].epoch is 3, but must be 2", record => record.With(epoch: 2, metrics => metrics with { Epoch = 3 })),
        Case("history[3].accuracy is 1.5, but must be from 0 to 1", record => record.With(epoch: 4, metrics => metrics with { Accuracy = 1.5 })),
        Case("history[3].accuracy is NaN, but must be from 0 to 1", record => record.With(epoch: 4, metrics => metrics with { Accuracy = double.NaN })),
        Case("history[3].loss is NaN, but must be at least 0", record => record.With(epoch: 4, metrics => metrics with { Loss = double.NaN })),
        Case("history[3].loss is -1, but must be at least 0", record => record.With(epoch: 4, metrics => metrics with { Loss = -1 })),
        Case("history[3].val_accuracy is NaN, but must be from 0 to 1", record => record.With(epoch: 4, metrics => metrics with { ValAccuracy = double.NaN })),
        Case("history[3].val_loss is NaN, but must be at least 0", record => record.With(epoch: 4, metrics => metrics with { ValLoss = double.NaN })),
        Case(
            "history[9].val_accuracy is 0.8, but must be result.test_accuracy, 0.8555",
            record => record.With(epoch: 10, metrics => metrics with { ValAccuracy = 0.8 })),
        Case("history[9].val_loss is 0.5, but must be result.test_loss, 0.4", record => record with { Result = record.Result with { TestLoss = 0.4 } }),
        Case("history[3].seconds is -5, but must be from 0 to 10000000", record => record.With(epoch: 4, metrics => metrics with { Seconds = -5 })),
        Case("history[3].seconds is 1E+300, but must be from 0 to 10000000", record => record.With(epoch: 4, metrics => metrics with { Seconds = 1e300 })),
        Case("history[3].seconds is NaN, but must be from 0 to 10000000", record => record.With(epoch: 4, metrics => metrics with { Seconds = double.NaN })),
        Case("result.test_loss is -0.5, but must be at least 0", record => record with { Result = record.Result with { TestLoss = -0.5 } }),
        Case("result.test_loss is NaN, but must be at least 0", record => record with { Result = record.Result with { TestLoss = double.NaN } }),
        Case(
            "result.test_correct is 10000, but must be below 10000: no run of these models is always right, so the labels leak, or nothing was tested",
            _ => GateRuns.Record(correct: 10_000)),
        Case(
            "history[9].accuracy is 1, but must be below 1: no run of these models is always right, so the labels leak, or nothing was trained",
            record => record.With(epoch: 10, metrics => metrics with { Accuracy = 1 })),
        Case(
            "history[3].accuracy is 1, but must be below 1: no run of these models is always right, so the labels leak, or nothing was trained",
            record => record.With(epoch: 4, metrics => metrics with { Accuracy = 1 })),
        Case(
            "history[1].val_loss is 1E+300, but must be at most 2.3026, the loss of guessing among ten classes: from the second epoch on a training is better",
            record => record.With(epoch: 2, metrics => metrics with { ValLoss = 1e300 })),
        Case(
            "history[8].loss is 2.4, but must be at most 2.3026, the loss of guessing among ten classes: from the second epoch on a training is better",
            record => record.With(epoch: 9, metrics => metrics with { Loss = 2.4 })),
        Case(
            "history is a loss with rank correlation 0.02 to the epochs, but must be one with a rank correlation below 0: a training's loss falls on the whole",
            record => record with { History = [.. record.History.Zip([record.History[0], .. record.History.Skip(1).Take(8).Reverse(), record.History[9]], (epoch, other) => epoch with { Loss = other.Loss })] }),
        Case(
            "history[9].loss is 1.500001, but must be below history[0].loss, 1.500001: a training's loss falls",
            record => record.With(epoch: 10, metrics => metrics with { Loss = record.History[0].Loss })),
    ];

    [TestCaseSource(nameof(Faults))]
    public void A_history_that_no_training_has_fails(string expected, Func<RunRecord, RunRecord> change)
    {
        GateCheck failure = new HistoryCheck([]).Failure(GateRuns.Run(change(GateRuns.Record())))!;

        Assert.That((failure.Kind, failure.Verdict), Is.EqualTo((CheckKind.History, CheckVerdict.Failed)));
        Assert.That(failure.Reason, Is.EqualTo($"In 'run1.json' {expected}."));
    }

    [Test]
    public void Of_a_thousand_wrong_epochs_twenty_faults_are_told()
    {
        RunRecord record = GateRuns.Record();
        record = record with
        {
            Settings = record.Settings with { Epochs = 1000 },
            History = [.. Enumerable.Range(1, 1000).Select(epoch => record.History[^1] with { Epoch = epoch, Loss = 1.0 / epoch, Accuracy = 2 })],
        };

        GateCheck failure = new HistoryCheck([]).Failure(GateRuns.Run(record))!;

        Assert.That(failure.Figure, Is.EqualTo("1000 wrong fields"));
        Assert.That(failure.Faults, Has.Count.EqualTo(21));
        Assert.That(failure.Faults[^1], Is.EqualTo("and 980 more"));
    }

    [Test]
    public void A_history_in_order_has_no_failure() => Assert.That(new HistoryCheck([]).Failure(GateRuns.Run()), Is.Null);

    [Test]
    public void Figures_may_have_the_rounding_of_a_float32_and_an_epoch_may_take_no_time()
    {
        RunRecord record = GateRuns.Record().With(epoch: 10, metrics => metrics with { ValAccuracy = 0.8555f, ValLoss = 0.123456789f, Seconds = 0 });

        Assert.That(new HistoryCheck([]).Failure(GateRuns.Run(record with { Result = record.Result with { TestLoss = 0.123456789 } })), Is.Null);
    }

    [Test]
    public void A_collapsed_run_is_left_to_the_check_of_accuracy() =>
        Assert.That(new HistoryCheck([]).Failure(GateRuns.Run(GateRuns.Record(correct: 1000).With(epoch: 10, metrics => metrics with { Loss = 2.3 }))), Is.Null);

    [TestCase(0.0)]
    [TestCase(1.0)]
    public void The_ends_of_what_is_legal_are_legal(double share)
    {
        RunRecord record = GateRuns.Record()
            .With(epoch: 4, metrics => metrics with { Accuracy = 0, ValAccuracy = share, Loss = 0, ValLoss = 0, Seconds = EpochMetrics.MostSeconds })
            .With(epoch: 10, metrics => metrics with { ValLoss = 0 });

        Assert.That(new HistoryCheck([]).Failure(GateRuns.Run(record with { Result = record.Result with { TestLoss = 0 } })), Is.Null);
    }

    [TestCase(2499, false)]
    [TestCase(2500, true)]
    public void From_the_bound_of_a_collapse_on_the_loss_must_have_fallen(int correct, bool fails) => Assert.That(
        new HistoryCheck([]).Failure(GateRuns.Run(GateRuns.Record(correct: correct).With(epoch: 10, metrics => metrics with { Loss = 2.3 }))),
        fails ? Is.Not.Null : Is.Null);

    [Test]
    public void The_loss_of_one_epoch_alone_need_not_have_fallen()
    {
        RunRecord record = GateRuns.Record();
        record = record with { Settings = record.Settings with { Epochs = 1 }, History = [record.History[^1] with { Epoch = 1 }] };

        Assert.That(new HistoryCheck([]).Failure(GateRuns.Run(record)), Is.Null);
    }

    private static TestCaseData Case(string fault, Func<RunRecord, RunRecord> change) =>
        new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
