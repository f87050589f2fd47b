namespace FashionRef.Report.Page;

/// <summary>Whether something is good or bad: classes of the style sheet. The text beside them says the same.</summary>
internal static class Tone
{
    /// <summary>Neither good nor bad.</summary>
    public const string Plain = "plain";

    /// <summary>As it should be.</summary>
    public const string Good = "good";

    /// <summary>Not as it should be.</summary>
    public const string Bad = "bad";
}
