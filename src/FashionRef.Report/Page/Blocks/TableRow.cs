namespace FashionRef.Report.Page.Blocks;

/// <summary>A row of a table.</summary>
/// <param name="Head">The row's name.</param>
/// <param name="Cells">One for each column but the first.</param>
/// <param name="Tone">One of <see cref="Page.Tone"/>'s.</param>
internal sealed record TableRow(string Head, IReadOnlyList<string> Cells, string Tone = Page.Tone.Plain);
