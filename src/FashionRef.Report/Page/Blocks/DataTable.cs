namespace FashionRef.Report.Page.Blocks;

/// <summary>A table; its first column names the rows.</summary>
/// <param name="Id">Unique on the page, of letters, digits and hyphens.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Including the first.</param>
/// <param name="Rows">Each with a cell for each column but the first.</param>
/// <param name="IsFolded">Whether it is collapsed until a reader opens it.</param>
internal sealed record DataTable(
    string Id, string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, bool IsFolded = false) : IPageBlock
{
    /// <inheritdoc/>
    public string Kind => "table";
}
