namespace FashionRef.Report.Page;

/// <summary>What the template (page.html) is filled with. All of it is text, and is encoded where it is written.</summary>
/// <param name="Glance">The first screen.</param>
/// <param name="Sections">In their order.</param>
/// <param name="Footer">What made the page.</param>
/// <param name="Policy">The content security policy.</param>
/// <param name="MadeOf">The hash of what it is made of.</param>
/// <param name="Style">The style sheet, which the policy names by its hash.</param>
internal sealed record PageContent(
    PageGlance Glance, IReadOnlyList<PageSection> Sections, string Footer, string Policy, string MadeOf, Markup Style);
