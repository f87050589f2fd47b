using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class HistoryCheckTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("9 epochs", "10 epochs", record => record with { History = [.. record.History.Take(9)] }),
        Case("0 epochs", "10 epochs", record => record with { History = [] }),
        Case("11 epochs", "10 epochs", record => record with { History = [.. record.History, record.History[^1] with { Epoch = 11 }] }),
        Case("epoch 3", "epoch 2", record => record.With(epoch: 2, metrics => metrics with { Epoch = 3 })),
        Case(
            "epoch 4: 1.5, 0.375001, 0.8555, 0.5",
            "accuracies 0 to 1, losses at least 0",
            record => record.With(epoch: 4, metrics => metrics with { Accuracy = 1.5 })),
        Case("epoch 4: NaN, ", "accuracies 0 to 1, ", record => record.With(epoch: 4, metrics => metrics with { Accuracy = double.NaN })),
        Case("epoch 4: 0.74, NaN, ", "accuracies 0 to 1, ", record => record.With(epoch: 4, metrics => metrics with { Loss = double.NaN })),
        Case("epoch 4: 0.74, -1, ", "accuracies 0 to 1, ", record => record.With(epoch: 4, metrics => metrics with { Loss = -1 })),
        Case("epoch 4: 0.74, 0.375001, NaN, ", "accuracies 0 to 1, ", record => record.With(epoch: 4, metrics => metrics with { ValAccuracy = double.NaN })),
        Case("epoch 4: 0.74, 0.375001, 0.8555, NaN", "accuracies 0 to 1, ", record => record.With(epoch: 4, metrics => metrics with { ValLoss = double.NaN })),
        Case("0.8", "0.8555", record => record.With(epoch: 10, metrics => metrics with { ValAccuracy = 0.8 })),
        Case("-0.5", "at least 0", record => record with { Result = record.Result with { TestLoss = -0.5 } }),
        Case("NaN", "at least 0", record => record with { Result = record.Result with { TestLoss = double.NaN } }),
        Case("10000 right", "below 10000", _ => GateRuns.Record(correct: 10_000)),
        Case("training accuracy 1", "below 1", record => record.With(epoch: 10, metrics => metrics with { Accuracy = 1 })),
        Case("loss 1.50 to 1.50", "a falling loss", record => record.With(epoch: 10, metrics => metrics with { Loss = record.History[0].Loss })),
    ];

    [TestCaseSource(nameof(Faults))]
    public void A_history_that_no_training_has_fails(string figure, string bound, Func<RunUnderTest, RunUnderTest> change)
    {
        GateCheck failure = HistoryCheck.Failure(GateRuns.Run(change(GateRuns.Record())))!;

        Assert.That((failure.Kind, failure.Verdict), Is.EqualTo((CheckKind.History, CheckVerdict.Failed)));
        Assert.That(failure.Figure, Does.StartWith(figure));
        Assert.That(failure.Bound, Does.StartWith(bound));
        Assert.That(failure.Reason, Does.StartWith("In 'run1.json' ").And.EndsWith("."));
    }

    [Test]
    public void A_history_in_order_has_no_failure() => Assert.That(HistoryCheck.Failure(GateRuns.Run()), Is.Null);

    [Test]
    public void A_collapsed_run_is_left_to_the_check_of_accuracy() =>
        Assert.That(HistoryCheck.Failure(GateRuns.Run(GateRuns.Record(correct: 1000).With(epoch: 10, metrics => metrics with { Loss = 2.3 }))), Is.Null);

    private static TestCaseData Case(string figure, string bound, Func<RunUnderTest, RunUnderTest> change) =>
        new TestCaseData(figure, bound, change).SetArgDisplayNames(figure, bound);
}
