using System.Text;

namespace FashionRef.Build.Licences;

/// <summary>All notices as one text.</summary>
internal static class NoticesText
{
    private static readonly string Line = new('=', 80);

    /// <summary>Joins notices. A text that several share is written once and referred to afterwards.</summary>
    public static string Format(IEnumerable<Notice> notices)
    {
        StringBuilder text = new("What this package carries of others, and under which licences. Its own licence is in LICENSE.\n");
        Dictionary<string, string> written = [];
        foreach (Notice notice in notices)
        {
            text.Append($"\n{Line}\n{notice.Name}\n{notice.Licence}\n{notice.Copyright}\n{Line}\n\n");
            foreach (string part in notice.Texts.Select(part => part.ReplaceLineEndings("\n").Trim()))
            {
                text.Append(written.TryAdd(part, notice.Name) ? $"{part}\n\n" : $"The text that begins with \"{part.Split('\n')[0].Trim()}\", as under {written[part]}.\n\n");
            }
        }

        return text.ToString();
    }
}
