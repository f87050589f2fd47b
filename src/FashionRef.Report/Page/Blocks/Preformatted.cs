namespace FashionRef.Report.Page.Blocks;

/// <summary>Text with aligned columns.</summary>
/// <param name="Label">A description, for readers who cannot see it.</param>
/// <param name="Text">The text, lines ended by LF.</param>
internal sealed record Preformatted(string Label, string Text) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "preformatted";
}
