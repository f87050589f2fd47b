namespace FashionRef.Gate.Outputs;

/// <summary>Why a gate came to no verdict. Whoever asked for one must not find that of an earlier gate in its place.</summary>
/// <param name="ExitCode">What the program ends with; null while it has not ended.</param>
/// <param name="Message">What it says of it.</param>
internal sealed record GateFailure(ExitCode? ExitCode, string Message)
{
    /// <summary>What takes an earlier verdict's place at the beginning: a gate that is killed says no more.</summary>
    public static GateFailure Unfinished { get; } = new(null, "It was begun, and has not come to its end.");

    /// <summary>Of what ended the gate.</summary>
    public static GateFailure Of(FashionRefException failure) => new(failure.ExitCode, string.Join(' ', [failure.Message, .. failure.Details]));

    /// <summary>For example <c>Gate without a verdict (exit code 2)</c>.</summary>
    public string Title => ExitCode is { } code ? FormattableString.Invariant($"Gate without a verdict (exit code {(int)code})") : "Gate without a verdict";

    /// <summary>The failure in a sentence: the title, a colon, the message.</summary>
    public string Sentence => OutsideText.Line($"{Title}: {Message}");
}
