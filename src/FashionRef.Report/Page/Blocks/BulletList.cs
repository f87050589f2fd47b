namespace FashionRef.Report.Page.Blocks;

/// <summary>An unordered list.</summary>
/// <param name="Items">A sentence each.</param>
internal sealed record BulletList(IReadOnlyList<string> Items) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "list";
}
