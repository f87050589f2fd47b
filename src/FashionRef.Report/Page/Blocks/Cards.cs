namespace FashionRef.Report.Page.Blocks;

/// <summary>The figures that are seen first, side by side.</summary>
/// <param name="Items">At least one.</param>
internal sealed record Cards(IReadOnlyList<Card> Items) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "cards";
}
