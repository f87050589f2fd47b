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
    // rarely, and at other states than the next program (docs/gate.md has the figures). Other mathematics shows at every state that it
    // concerns: at all of them, or where an epoch ends.
    private const int MostStates = 3;

    /// <summary>Judges the steps and the answers for the test images.</summary>
    /// <param name="answers">Whole answers to the reference's pack.</param>
    public IReadOnlyList<GateCheck> Of(ProbeAnswers answers) =>
    [
        OfSteps(ProbeComparison.OfSteps(reference, answers)),
        OfTests(ProbeComparison.OfTests(reference, answers, testImages.Labels.Span)),
    ];

    /// <summary>The check where nothing is expected.</summary>
    /// <param name="model">1 or 2.</param>
    /// <param name="reason">Why, in a sentence.</param>
    public static GateCheck OfNone(int model, string reason) => new CheckSubject(CheckKind.Steps, model, "no states").NotNeeded("nothing expected", reason);

    /// <summary>The check where the engine that makes the states makes others.</summary>
    /// <param name="pack">What it makes.</param>
    /// <param name="acceptance">The command that accepts it.</param>
    public GateCheck OfOtherPack(string pack, string acceptance) => new CheckSubject(CheckKind.Steps, reference.Model, Invariant($"{reference.Points.Count} states")).Failed(
        ShortHash.Of(pack),
        ShortHash.Of(reference.Pack),
        "The states that engine 'exact' trains are others than the stored ones: its steps, the initial weights or the shuffle have changed.",
        [],
        acceptance);

    private GateCheck OfSteps(IReadOnlyList<ProbeDifference> differences)
    {
        CheckSubject subject = new(CheckKind.Steps, reference.Model, Invariant($"{reference.Points.Count} states"));
        int[] states = [.. differences.Select(difference => difference.Point).Distinct()];
        bool isRight = states.Length <= MostStates
            && !ProbePlan.EpochEnds.All(states.Contains)
            && differences.All(difference => double.IsFinite(difference.Distance));
        GateCheck check = isRight
            ? subject.Passed(Invariant($"{states.Length} states off"), Invariant($"at most {MostStates}, as of right programs"))
            : subject.Failed(
                Invariant($"{states.Length} states off"),
                Invariant($"at most {MostStates}"),
                $"Different mathematics: {Told(differences[0])} {States(states)}",
                [StepCause(differences)]);
        return check with { Measure = new("states_off", states.Length, High: MostStates) };
    }

    private GateCheck OfTests(IReadOnlyList<ProbeDifference> differences)
    {
        CheckSubject subject = new(CheckKind.KnownAnswers, reference.Model, Invariant($"{reference.Tests.Count} states"));
        GateCheck check = differences.Count == 0
            ? subject.Passed(Invariant($"{testImages.Count:N0} images"), "as right programs answer")
            : subject.Failed(
                Invariant($"{differences[0].Distance:G2} off"),
                Invariant($"at most {differences[0].Tolerance:G2}"),
                $"Other answers: {Told(differences[0])}",
                ["the test images, their scale or order, or a prediction's forward pass (batch normalization's moving averages) are others"]);
        return check with { Measure = new("answers_off", differences.Count, High: 0) };
    }

    private static string Told(ProbeDifference difference) => Invariant(
        $"from the state after {difference.Point} steps, {difference.What}{(difference.Step is { } step ? Invariant($" of step {step}") : "")} is {difference.Distance:G2} off; right programs are within {difference.Tolerance:G2}.");

    private string States(int[] states) => states.Length == reference.Points.Count
        ? Invariant($"All {states.Length} states show it.")
        : Invariant($"Of {reference.Points.Count} states {states.Length} show it: those after {string.Join(", ", states)} steps.");

    // What is right up to the first difference rules causes out.
    private static string StepCause(IReadOnlyList<ProbeDifference> differences)
    {
        bool hasLoss = differences.Any(difference => difference.What == ProbeComparison.Loss);
        return differences[0] switch
        {
            { What: ProbeComparison.Loss } loss when loss.Step == loss.Point + 1 => "the forward pass, the loss or the images' scale: the same weights and batch give another loss before any step",
            { What: ProbeComparison.Loss } => "the gradients or the optimizer's step (learning rate, betas, epsilon): the first loss is right, the next is not",
            _ when !hasLoss && differences.All(difference => difference.What.Contains("moving_", StringComparison.Ordinal)) => "batch normalization's moving averages: their momentum, or how the variance is divided",
            _ when !hasLoss && differences.All(difference => !difference.What.Contains("adam/", StringComparison.Ordinal)) => "a change of the weights beside Adam's: weight decay, rounding of the weights, a frozen weight",
            _ => "the optimizer's step or its moments",
        };
    }
}
