namespace FashionRef.Report.Page.Blocks;

/// <summary>Pictures, side by side where there is room.</summary>
/// <param name="Items">At least one.</param>
internal sealed record Figures(params IReadOnlyList<Figure> Items) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "figures";
}
