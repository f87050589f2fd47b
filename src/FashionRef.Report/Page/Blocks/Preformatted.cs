namespace FashionRef.Report.Page.Blocks;

/// <summary>Text whose columns must stay under each other.</summary>
/// <param name="Label">What it is, for those who do not see it.</param>
/// <param name="Text">The text, lines ended by LF.</param>
internal sealed record Preformatted(string Label, string Text) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "preformatted";
}
