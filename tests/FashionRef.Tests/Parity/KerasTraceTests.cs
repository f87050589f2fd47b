using FashionRef.Cli.Commands.Parity;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Torch;

namespace FashionRef.Tests.Parity;

/// <summary>
/// Replays what Keras computed, with tolerances of its own: those of the command are wider, so that they fit every seed. Each test
/// names all checks that it expects, so a check that is not made fails as one that says no.
/// </summary>
internal sealed class KerasTraceTests
{
    // The worst loss here was 8e-14 from Keras'.
    [Test]
    [Category(LongTests.Category)]
    public void Model_1_in_float64_is_Keras_own_through_the_whole_epoch() => AssertEqual(
        1,
        Precision.Float64,
        new([new(469, 1e-11)], StepCounts: 0, FirstGradients: 1e-11, [new(469, 1e-9)], TestCounts: 0, TestErrors: 1e-9),
        ["losses, steps 1 to 469", "right answers, steps 1 to 469"],
        ["at the start", "after 1 step", "after 2 steps", "after 10 steps", "after 100 steps", "after 469 steps"]);

    [Test]
    [Category("Training")]
    public void Model_1_in_float64_is_Keras_own_through_100_steps() => AssertEqual(
        1,
        Precision.Float64,
        new([new(100, 1e-11)], StepCounts: 0, FirstGradients: 1e-11, [new(100, 1e-9)], TestCounts: 0, TestErrors: 1e-9),
        ["losses, steps 1 to 100", "right answers, steps 1 to 100"],
        ["at the start", "after 1 step", "after 2 steps", "after 10 steps", "after 100 steps"]);

    // 1.5e-13 here. Behind step 55 rounding grows too fast for any two programs, see docs/parity.md.
    [Test]
    [Category("Training")]
    public void Model_2_in_float64_is_Keras_own_through_55_steps() => AssertEqual(
        2,
        Precision.Float64,
        new([new(40, 1e-11), new(55, 1e-8)], StepCounts: 0, FirstGradients: 1e-11, [new(10, 1e-9)], TestCounts: 0, TestErrors: 1e-9),
        ["losses, steps 1 to 40", "losses, steps 41 to 55", "right answers, steps 1 to 55"],
        ["at the start", "after 1 step", "after 2 steps", "after 10 steps"]);

    // 4.1e-6 here; weights 3.3e-6, gradients 3.3e-6, probabilities 1.6e-6.
    [Test]
    public void Model_1_in_float32_is_Keras_own_through_40_steps() => AssertEqual(
        1,
        Precision.Float32,
        new([new(40, 2e-5)], StepCounts: 0, FirstGradients: 2e-5, [new(10, 2e-5)], TestCounts: 0, TestErrors: 1e-5),
        ["losses, steps 1 to 40", "right answers, steps 1 to 40"],
        ["at the start", "after 1 step", "after 2 steps", "after 10 steps"]);

    // 2.3e-7 and 1.5e-6 here; weights 2e-4, as the second convolution's bias has nearly no gradient before a normalization.
    [Test]
    public void Model_2_in_float32_is_Keras_own_through_6_steps() => AssertEqual(
        2,
        Precision.Float32,
        new([new(3, 1e-5), new(6, 3e-4)], StepCounts: 0, FirstGradients: 3e-5, [new(2, 1e-3)], TestCounts: 0, TestErrors: 5e-5),
        ["losses, steps 1 to 3", "losses, steps 4 to 6", "right answers, steps 1 to 6"],
        ["at the start", "after 1 step", "after 2 steps"]);

    private static void AssertEqual(
        int model, Precision precision, ParityTolerances tolerances, string[] stepChecks, string[] marks)
    {
        Trace trace = TestedAtBothEnds(KerasTraces.Read(model, precision), marks.Length);
        TraceReplay replay = new(
            trace, NotebookModels.Get(model).Build(), new TorchEngine(threads: 1, precision), RealDataset.Load());

        ParityReport report = ParityReport.Of(trace, replay.Run(tolerances.LastStep, _ => { }, CancellationToken.None), tolerances);

        string[] expected =
        [
            .. MarkChecks(marks[0]), "first gradients", .. stepChecks, .. marks[1..^1].Select(WeightCheck), .. MarkChecks(marks[^1]),
        ];
        Assert.That(report.Rows.Select(row => row.Check), Is.EqualTo(expected));
        ParityRow[] bad = [.. report.Rows.Where(row => row.Verdict != Verdict.Equal)];
        Assert.That(bad, Is.Empty, () => ParityTable.Format(new ParityReport(bad)));
    }

    // The whole test set is predicted where the weights are those that training began with and ended with; between them they are compared.
    private static Trace TestedAtBothEnds(Trace trace, int count)
    {
        int last = trace.Marks.Keys.Order().ElementAt(count - 1);
        return trace with { Marks = trace.Marks.ToDictionary(mark => mark.Key, mark => mark.Key == 0 || mark.Key == last ? mark.Value : mark.Value with { Test = null }) };
    }

    private static string WeightCheck(string mark) => $"weights {mark}";

    private static string[] MarkChecks(string mark) => [WeightCheck(mark), $"test answers {mark}", $"test probabilities {mark}"];
}
