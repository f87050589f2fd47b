namespace FashionRef.Report.Page.Blocks;

/// <summary>Running text.</summary>
/// <param name="Text">The text.</param>
internal sealed record Paragraph(string Text) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "paragraph";
}
