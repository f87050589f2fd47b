using FashionRef.Report.Page;
using Scriban.Syntax;

namespace FashionRef.Tests.Report.Page;

internal sealed class EncodingTests
{
    private sealed record Content(object Value);

    [TestCase("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [TestCase("\" onload=\"alert(1)", "&quot; onload=&quot;alert(1)")]
    [TestCase("' & '", "&#39; &amp; &#39;")]
    [TestCase("{{ value }}", "{{ value }}")]
    [TestCase("━ plain ✓", "━ plain ✓")]
    [TestCase("a\n\u001b]0;b\u0007\u202e", "a\n\\u001B]0;b\\u0007\\u202E")]
    public void Every_value_is_encoded_in_text_and_in_attributes(string value, string encoded) =>
        Assert.That(
            HtmlTemplate.Render("<p title=\"{{ value }}\">{{ value }}</p>", new Content(value)),
            Is.EqualTo($"<p title=\"{encoded}\">{encoded}</p>"));

    [Test]
    public void What_is_put_together_in_the_template_is_encoded_too() =>
        Assert.That(HtmlTemplate.Render("{{ '<b>' + value }}{{ x = value; x }}", new Content("<i>")), Is.EqualTo("&lt;b&gt;&lt;i&gt;&lt;i&gt;"));

    [Test]
    public void Values_in_lists_are_encoded() =>
        Assert.That(HtmlTemplate.Render("{{ for x in value }}{{ x }}{{ end }}{{ value }}", new Content(new[] { "<a>" })), Does.Not.Contain("<a>"));

    [Test]
    public void Markup_stands_as_it_is() =>
        Assert.That(HtmlTemplate.Render("{{ value }}", new Content(new Markup("a > b { }"))), Is.EqualTo("a > b { }"));

    [TestCase("{{ html.escape value }}")]
    [TestCase("{{ include 'x' }}")]
    [TestCase("{{ valeu }}")]
    public void A_name_that_stands_for_nothing_is_a_mistake_not_a_gap(string template) =>
        Assert.That(() => HtmlTemplate.Render(template, new Content("")), Throws.InstanceOf<ScriptRuntimeException>());

    [Test]
    public void A_text_that_is_no_template_is_refused() =>
        Assert.That(() => HtmlTemplate.Render("{{ for }}", new Content("")), Throws.InvalidOperationException);

    [Test]
    public void Long_values_and_long_lists_go_through_whole()
    {
        string picture = new('a', 3_000_000);
        string page = HtmlTemplate.Render("{{ for x in value }}{{ x }}{{ end }}", new Content(Enumerable.Repeat("b", 40_000).Append(picture)));

        Assert.That(page, Has.Length.EqualTo(3_040_000));
    }
}
