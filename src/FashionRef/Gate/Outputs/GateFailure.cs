namespace FashionRef.Gate.Outputs;

/// <summary>Why a gate came to no verdict. Whoever asked for one must not find that of an earlier gate in its place.</summary>
/// <param name="Title">What it is, for example <c>Gate without a verdict</c>.</param>
/// <param name="Message">What is said of it.</param>
public sealed record GateFailure(string Title, string Message)
{
    /// <summary>The failure in a sentence: the title, a colon, the message.</summary>
    public string Sentence => OutsideText.Line($"{Title}: {Message}");
}
