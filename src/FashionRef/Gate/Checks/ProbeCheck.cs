using FashionRef.Data;
using FashionRef.Probes;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>A program's answers to probes against those of right programs. A difference means other mathematics, not chance.</summary>
/// <param name="reference">What right programs answer.</param>
/// <param name="testImages">Fashion-MNIST's test images.</param>
public sealed class ProbeCheck(ProbeReference reference, ImageSet testImages)
{
    // A right program can take another branch where a maximum or a ReLU is near its kink, which Adam and batch normalization make large:
    // rarely, at other states than the next program, and never by more than ten times what the farthest right program is off at any state
    // (docs/gate.md has the figures). Other mathematics shows at every state that it concerns: at all of them, or where an epoch ends.
    private static readonly Dictionary<int, int> MostStates = new() { [1] = 2, [2] = 3 };

    private const int LongestName = 24;
    private const string NoProgram = "-";

    private readonly DigestDistance _farArray = reference.Points.SelectMany(point => point.Arrays.Values).Select(array => array.Tolerance).Aggregate((one, other) => one.Or(other));
    private readonly double _farLoss = reference.Points.SelectMany(point => point.Losses).Max(loss => loss.Tolerance);

    /// <summary>Judges the steps and the answers for the test images.</summary>
    /// <param name="answers">Whole answers to the reference's pack.</param>
    public IReadOnlyList<GateCheck> Of(ProbeAnswers answers) =>
    [
        OfSteps(Whose(answers), ProbeComparison.OfSteps(reference, answers)),
        OfTests(answers, ProbeComparison.OfTests(reference, answers, testImages.Labels.Span)),
    ];

    /// <summary>The check where nothing is expected.</summary>
    /// <param name="model">1 or 2.</param>
    /// <param name="reason">Why, in a sentence.</param>
    public static GateCheck OfNone(int model, string reason) => new CheckSubject(CheckKind.Steps, model, NoProgram).NotNeeded("nothing expected", reason);

    /// <summary>The check where the engine that makes the states makes others.</summary>
    /// <param name="pack">What it makes.</param>
    /// <param name="acceptance">The command that accepts it.</param>
    public GateCheck OfOtherPack(string pack, string acceptance) => new CheckSubject(CheckKind.Steps, reference.Model, NoProgram).Failed(
        ShortHash.Of(pack),
        ShortHash.Of(reference.Pack),
        "The states that engine 'exact' trains are others than the stored ones: its steps, the initial weights or the shuffle have changed.",
        [],
        acceptance);

    // A column of the table is no place for a whole story.
    private static string Whose(ProbeAnswers answers) =>
        string.IsNullOrWhiteSpace(answers.Program) ? NoProgram : answers.Program.Length <= LongestName ? answers.Program : $"{answers.Program[..LongestName]}…";

    private GateCheck OfSteps(string program, IReadOnlyList<ProbeDifference> differences)
    {
        CheckSubject subject = new(CheckKind.Steps, reference.Model, program);
        int[] states = [.. differences.Select(difference => difference.Point).Distinct()];
        int most = MostStates[reference.Model];
        bool isRight = states.Length <= most && !ProbePlan.EpochEnds.All(states.Contains) && differences.All(IsNear);
        string figure = Invariant($"{states.Length} of {reference.Points.Count} states off");
        GateCheck check = isRight
            ? subject.Passed(figure, Invariant($"at most {most}, none of them far")) with { Reason = differences.Count == 0 ? "" : $"{Told(differences)} Of a right program so much can be." }
            : subject.Failed(figure, Invariant($"at most {most}, none of them far"), $"Different mathematics: {Told(differences)} {States(states)}", [ProbeCauses.OfSteps(reference, differences, states)]);
        return check with { Measure = new("states_off", states.Length, High: most) };
    }

    // NaN and infinity are far.
    private bool IsNear(ProbeDifference difference) => difference.Distance <= (difference.Measure switch
    {
        ProbeMeasure.Loss => _farLoss,
        ProbeMeasure.Values => _farArray.Values,
        _ => _farArray.Sums,
    });

    private GateCheck OfTests(ProbeAnswers answers, IReadOnlyList<ProbeDifference> differences)
    {
        CheckSubject subject = new(CheckKind.KnownAnswers, reference.Model, Whose(answers));
        string figure = Invariant($"{differences.Count} of {reference.Tests.Count * ProbeComparison.FiguresOfTest} figures off");
        GateCheck check = differences.Count == 0
            ? subject.Passed(figure, "none")
            : subject.Failed(figure, "none", $"Other answers: {Told(differences)}", [ProbeCauses.OfTests(reference.Model, answers, differences)]);
        return check with { Measure = new("answers_off", differences.Count, High: 0) };
    }

    private static string Told(IReadOnlyList<ProbeDifference> differences)
    {
        ProbeDifference first = differences[0];
        ProbeDifference farthest = differences.MaxBy(difference => double.IsNaN(difference.Distance) ? double.PositiveInfinity : difference.Distance / difference.Tolerance)!;
        string start = Invariant($"from the state after {Steps(first.Point)}, {Told(first)} off; right programs are within {first.Tolerance:G2}.");
        return farthest == first
            ? start
            : Invariant($"{start} Farthest off: from the state after {Steps(farthest.Point)}, {Told(farthest)} off; right programs are within {farthest.Tolerance:G2}.");
    }

    private static string Told(ProbeDifference difference) =>
        Invariant($"{difference.What}{(difference.Step is { } step ? Invariant($" of step {step}") : "")} is {difference.Distance:G2}");

    private string States(int[] states) => states.Length == reference.Points.Count
        ? Invariant($"All {states.Length} states show it.")
        : Invariant($"Of {reference.Points.Count} states {states.Length} show it: those after {string.Join(", ", states)} steps.");

    private static string Steps(int count) => count == 1 ? "1 step" : Invariant($"{count} steps");
}
