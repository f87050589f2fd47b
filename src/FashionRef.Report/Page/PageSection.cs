using FashionRef.Report.Page.Blocks;

namespace FashionRef.Report.Page;

/// <summary>A section of the page, with an entry in its table of contents.</summary>
/// <param name="Id">Unique on the page, of letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">In their order.</param>
/// <param name="IsFolded">Whether it is collapsed until a reader opens it or follows a link to it.</param>
internal sealed record PageSection(string Id, string Title, IReadOnlyList<IPageBlock> Blocks, bool IsFolded = true);

/// <summary>A question that the page answers.</summary>
/// <param name="Text">The question.</param>
/// <param name="Answer">The id of the element that answers it.</param>
internal sealed record PageQuestion(string Text, string Answer);

/// <summary>The first screen: what was trained, the results, and links to the rest.</summary>
/// <param name="Title">The page's title and only first heading.</param>
/// <param name="Lead">What was trained.</param>
/// <param name="Verdicts">Sentences that sum it up.</param>
/// <param name="Cards">A figure for each run.</param>
/// <param name="Questions">The questions that the page answers.</param>
internal sealed record PageGlance(
    string Title, string Lead, IReadOnlyList<Paragraph> Verdicts, IReadOnlyList<Card> Cards, IReadOnlyList<PageQuestion> Questions);
