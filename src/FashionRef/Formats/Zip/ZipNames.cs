using System.Text;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Zip;

/// <summary>The names of members. None is ever used as a path, and no two may be one name to some program.</summary>
internal static class ZipNames
{
    // Longer and deeper than any name that Keras gives.
    private const int LongestName = 512;
    private const int MostParts = 32;

    // Each is compared with every other name.
    private const int MostOutsideAscii = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a name.</summary>
    /// <param name="bytes">As they are stored.</param>
    /// <param name="isUtf8">Whether the file says so; if not, programs read all but ASCII in different ways.</param>
    /// <exception cref="ContentFaultException">It is no name that every program reads alike.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, bool isUtf8)
    {
        if (bytes.IsEmpty || bytes.Length > LongestName)
        {
            throw new ContentFaultException(Invariant($"has a member with a name of {bytes.Length} bytes; 1 to {LongestName} are read here"));
        }

        // Python ends a name there, others do not.
        if (bytes.Contains((byte)0) || (!isUtf8 && !Ascii.IsValid(bytes)))
        {
            throw new ContentFaultException(
                $"has a member whose name '{Encoding.Latin1.GetString(bytes)}' has a NUL character or bytes in no stated encoding: programs read it differently");
        }

        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new ContentFaultException($"has a member whose name '{Encoding.Latin1.GetString(bytes)}' is not UTF-8, as the file says");
        }
    }

    /// <summary>Why a name is not a plain one within the zip file, to follow "which"; null if it is.</summary>
    /// <param name="name">As it is stored.</param>
    public static string? Fault(string name) => name switch
    {
        _ when name.Any(char.IsControl) => "has a control character in its name",
        _ when name.Contains('\\', StringComparison.Ordinal) => "has a backslash in its name, which some systems read as a folder's end",
        _ when name[0] == '/' => "has an absolute path for a name and points outside the zip file",
        _ when name.Contains(':', StringComparison.Ordinal) => "has a colon in its name, as paths with a drive letter have",
        _ when name.Split('/') is { } parts && parts.Contains("..") => "has '..' in its name and points outside its folder",
        _ when name.TrimEnd('/').Split('/').Any(part => part is "" or ".") => "has an empty part or '.' in its name",
        _ => null,
    };

    /// <summary>Requires that no program takes two names for one, or a file for a folder.</summary>
    /// <param name="names">As they are stored; those of folders end with a slash.</param>
    /// <exception cref="ContentFaultException">Two are one, or could be.</exception>
    public static void RequireDistinct(IReadOnlyList<string> names)
    {
        Dictionary<string, string> nameOfKey = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!nameOfKey.TryAdd(Key(name), name))
            {
                throw Same(nameOfKey[Key(name)], name, "are one name to some programs");
            }
        }

        foreach ((string key, string name) in nameOfKey)
        {
            for (int end = key.LastIndexOf('/'); end > 0; end = key.LastIndexOf('/', end - 1))
            {
                if (nameOfKey.TryGetValue(key[..end], out string? above) && above[^1] != '/')
                {
                    throw Same(above, name, "make one name a file and a folder");
                }
            }
        }

        RequireDistinctOutsideAscii(nameOfKey);
    }

    // What a path becomes on the way to a file: on Windows both slashes, no drive, no dots and blanks at an end, any case.
    private static string Key(string name)
    {
        List<string> parts = [];
        string path = name.Replace('\\', '/');
        path = path is [_, ':', ..] ? path[2..] : path;
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.TrimEnd('.', ' ') is { Length: > 0 } plain)
            {
                parts.Add(plain);
            }
        }

        return parts.Count <= MostParts
            ? string.Join('/', parts).ToUpperInvariant().ToLowerInvariant()
            : throw ZipFormat.Fault(name, Invariant($"is more than {MostParts} folders deep"));
    }

    // Some systems store a name's characters in another form, NFC or NFD, and some programs compare by NFKC, where a wide 'c' is a 'c'. .NET has
    // these forms only with a library of the system's that this program does without: so what surrounds the characters decides alone.
    private static void RequireDistinctOutsideAscii(Dictionary<string, string> nameOfKey)
    {
        string[] outside = [.. nameOfKey.Keys.Where(key => !Ascii.IsValid(key))];
        if (outside.Length > MostOutsideAscii)
        {
            throw new ContentFaultException(Invariant(
                $"has {outside.Length} members with names outside ASCII; at most {MostOutsideAscii} are read here"));
        }

        foreach (string key in outside)
        {
            (string head, string tail) = Ends(key);
            foreach ((string other, string name) in nameOfKey)
            {
                (string otherHead, string otherTail) = Ascii.IsValid(other) ? (other, other) : Ends(other);
                if (other != key && StartAlike(head, otherHead) && EndAlike(tail, otherTail))
                {
                    throw Same(nameOfKey[key], name, "could be one name to programs that change the form of characters; name them in ASCII");
                }
            }
        }
    }

    // The last character before may become one with the first one outside ASCII.
    private static (string Head, string Tail) Ends(string key)
    {
        int first = key.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F');
        int last = key.AsSpan().LastIndexOfAnyExceptInRange('\0', '\x7F');
        return (key[..Math.Max(0, first - 1)], key[(last + 1)..]);
    }

    private static bool StartAlike(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static bool EndAlike(string a, string b) => a.EndsWith(b, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal);

    private static ContentFaultException Same(string first, string second, string why) => new($"has the members '{first}' and '{second}', which {why}");
}
