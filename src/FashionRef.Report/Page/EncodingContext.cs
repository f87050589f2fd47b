using System.Net;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace FashionRef.Report.Page;

/// <summary>
/// Where a template is rendered: every value it writes is encoded for HTML, in text and in quoted attributes alike, unless it is
/// <see cref="Markup"/>. The template cannot forget it, and it has no functions that could write around it.
/// </summary>
internal sealed class EncodingContext : TemplateContext
{
    /// <summary>A place for one rendering.</summary>
    /// <param name="content">What the template's names stand for: the object's properties.</param>
    public EncodingContext(object content)
        : base(new ScriptObject())
    {
        // A name that nothing stands for is a mistake in the template.
        StrictVariables = true;

        // Whole pictures and trainings of any length go through.
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
