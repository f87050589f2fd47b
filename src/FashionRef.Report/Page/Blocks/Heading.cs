namespace FashionRef.Report.Page.Blocks;

/// <summary>A heading below the section's own.</summary>
/// <param name="Id">Unique on the page, of letters, digits and hyphens.</param>
/// <param name="Text">What it says.</param>
internal sealed record Heading(string Id, string Text) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "heading";
}
