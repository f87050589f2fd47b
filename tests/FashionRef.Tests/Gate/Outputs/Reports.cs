using FashionRef.Gate;

namespace FashionRef.Tests.Gate.Outputs;

/// <summary>Reports as the gate makes them.</summary>
internal static class Reports
{
    public static readonly GateCheck Record = new(
        CheckKind.Record, 1, "seed 1", CheckVerdict.Passed, "complete", "complete", "", [], "");

    public static readonly GateCheck Bits = new(
        CheckKind.SameBits, 1, "seed 1", CheckVerdict.NotNeeded, "", "", "The baseline is of another processor.", [], "");

    public static readonly GateCheck Accuracy = new(
        CheckKind.Accuracy,
        1,
        "seed 1",
        CheckVerdict.Failed,
        "0.7000",
        "0.8213 to 0.8841",
        "test accuracy 0.7000 is not in 0.8213 to 0.8841.",
        ["the pixels are divided by 255", "a layer was changed"],
        "dotnet cake --target=Baseline --model=1");

    public static readonly GateCheck Curves = new(
        CheckKind.Unpaired, 2, "seeds 1 to 5", CheckVerdict.Passed, "p = 0.31", "above 0.0005", "", [], "");

    public static readonly GateReport Failed = new([Record, Bits, Accuracy, Curves]);

    public static readonly GateReport Passed = new([Record, Bits, Curves]);

    /// <summary>Fails without a failed check: of Model-1 nothing is demanded.</summary>
    public static readonly GateReport Unjudged = new([Bits, Curves]);

    public static readonly GateReport Empty = new([]);

    public static GateReport With(string figure = "1", string reason = "It is wrong.", string cause = "a cause", string acceptance = "a command") =>
        new([Accuracy with { Figure = figure, Reason = reason, Causes = [cause], Acceptance = acceptance }]);
}
