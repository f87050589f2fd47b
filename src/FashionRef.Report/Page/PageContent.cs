namespace FashionRef.Report.Page;

/// <summary>The content for the template (page.html): text, which the template encodes.</summary>
/// <param name="Glance">The first screen.</param>
/// <param name="Sections">In their order.</param>
/// <param name="Footer">What made the page.</param>
/// <param name="Policy">The content security policy.</param>
/// <param name="MadeOf">The hash of the page's material.</param>
/// <param name="Style">The style sheet, which the policy names by its hash.</param>
internal sealed record PageContent(
    PageGlance Glance, IReadOnlyList<PageSection> Sections, string Footer, string Policy, string MadeOf, Markup Style);
