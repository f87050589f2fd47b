namespace FashionRef.Report.Page.Blocks;

/// <summary>A list without an order.</summary>
/// <param name="Items">A sentence each.</param>
internal sealed record BulletList(IReadOnlyList<string> Items) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "list";
}
