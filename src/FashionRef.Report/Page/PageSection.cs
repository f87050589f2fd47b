using FashionRef.Report.Page.Blocks;

namespace FashionRef.Report.Page;

/// <summary>A section of the page, with an entry in its table of contents.</summary>
/// <param name="Id">Unique on the page, of letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">In their order.</param>
internal sealed record PageSection(string Id, string Title, IReadOnlyList<IPageBlock> Blocks);
