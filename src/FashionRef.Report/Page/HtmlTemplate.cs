using System.Reflection;
using System.Text;
using Scriban;

namespace FashionRef.Report.Page;

/// <summary>Templates embedded in this program.</summary>
internal static class HtmlTemplate
{
    private const string Folder = "FashionRef.Report.Page.";

    /// <summary>Fills a template; every value is encoded, see <see cref="EncodingContext"/>.</summary>
    /// <param name="template">The template's text.</param>
    /// <param name="content">The values of its names: the object's properties, in lower case with underscores.</param>
    /// <exception cref="InvalidOperationException">The text is not a valid template.</exception>
    public static string Render(string template, object content)
    {
        Template parsed = Template.Parse(template);
        return parsed.HasErrors
            ? throw new InvalidOperationException($"The template cannot be read: {string.Join("; ", parsed.Messages)}")
            : parsed.Render(new EncodingContext(content));
    }

    /// <summary>An embedded file of this folder, with LF line ends.</summary>
    /// <param name="name">The file's name.</param>
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"This program was built without '{name}'.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
