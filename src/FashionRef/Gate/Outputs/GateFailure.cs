namespace FashionRef.Gate.Outputs;

/// <summary>Why a gate reached no verdict. It is written in the verdict's place, so that no earlier verdict is mistaken for it.</summary>
/// <param name="Title">Its kind, for example <c>Gate without a verdict</c>.</param>
/// <param name="Message">The cause.</param>
public sealed record GateFailure(string Title, string Message)
{
    /// <summary>The failure in a sentence: the title, a colon, the message.</summary>
    public string Sentence => OutsideText.Line($"{Title}: {Message}");
}
