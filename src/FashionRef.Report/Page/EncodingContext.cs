using System.Net;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace FashionRef.Report.Page;

/// <summary>
/// Renders a template: every value is encoded for HTML, in text and in quoted attributes alike, unless it is <see cref="Markup"/>.
/// A template cannot bypass this.
/// </summary>
internal sealed class EncodingContext : TemplateContext
{
    /// <summary>Creates a context for one rendering.</summary>
    /// <param name="content">The values of the template's names: the object's properties.</param>
    public EncodingContext(object content)
        : base(new ScriptObject())
    {
        // An unknown name is a mistake in the template.
        StrictVariables = true;

        // No limit, for whole pictures and trainings of any length.
        LimitToString = 0;
        LoopLimit = int.MaxValue;
        ScriptObject globals = [];
        globals.Import(content);
        PushGlobal(globals);
    }

    /// <inheritdoc/>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        return Write(textAsObject is Markup markup ? markup.Text : WebUtility.HtmlEncode(Guarded(ObjectToString(textAsObject))));
    }

    private static string Guarded(string? text)
    {
        using StringWriter shown = new();
        using GuardedWriter writer = new(shown);
        writer.Write(text);
        return shown.ToString();
    }
}
