using System.Security.Cryptography;
using System.Text;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Page;

/// <summary>The content for the template (page.html): text, which the template encodes.</summary>
/// <param name="Glance">The first screen.</param>
/// <param name="Sections">In their order.</param>
/// <param name="Footer">What made the page.</param>
/// <param name="Policy">The content security policy.</param>
/// <param name="MadeOf">The hash of the page's material; null where nobody asks whether the page is up to date.</param>
/// <param name="Style">The style sheet, which the policy names by its hash.</param>
internal sealed record PageContent(
    PageGlance Glance, IReadOnlyList<PageSection> Sections, string Footer, string Policy, string? MadeOf, Markup Style)
{
    /// <summary>Renders a page: HTML without scripts that fetches nothing, lines ended by LF.</summary>
    /// <param name="glance">The first screen.</param>
    /// <param name="sections">In their order.</param>
    /// <param name="madeOf">The hash of the page's material; null where nobody asks whether the page is up to date.</param>
    public static string Render(PageGlance glance, IReadOnlyList<PageSection> sections, string? madeOf)
    {
        string style = HtmlTemplate.Read("page.css");
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        return HtmlTemplate.Render(HtmlTemplate.Read("page.html"), new PageContent(
            glance,
            sections,
            $"Written by FashionRef {RunEnvironment.CurrentVersion}. Every figure is computed from the files of the runs.",
            $"default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'",
            madeOf,
            new Markup(style)));
    }
}
