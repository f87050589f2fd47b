namespace FashionRef.Report.Page.Blocks;

/// <summary>Running text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">One of <see cref="Page.Tone"/>'s.</param>
internal sealed record Paragraph(string Text, string Tone = Page.Tone.Plain) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "paragraph";
}
