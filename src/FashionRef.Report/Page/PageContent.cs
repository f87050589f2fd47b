namespace FashionRef.Report.Page;

/// <summary>What the template (page.html) is filled with. All of it is text, and is encoded where it is written.</summary>
/// <param name="Title">The page's title and only first heading.</param>
/// <param name="Lead">What the page is, under the title.</param>
/// <param name="Sections">In their order.</param>
/// <param name="Footer">What made the page.</param>
/// <param name="Policy">The content security policy.</param>
/// <param name="MadeOf">The hash of what it is made of.</param>
/// <param name="Style">The style sheet, which the policy names by its hash.</param>
internal sealed record PageContent(
    string Title, string Lead, IReadOnlyList<PageSection> Sections, string Footer, string Policy, string MadeOf, Markup Style);
