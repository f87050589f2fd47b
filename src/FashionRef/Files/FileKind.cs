using System.Buffers.Binary;
using System.Text;

namespace FashionRef.Files;

/// <summary>Recognizes by its first bytes a file that is not what it should be: files get renamed, and downloads return error pages.</summary>
public static class FileKind
{
    /// <summary>The name of a safetensors file.</summary>
    public const string Safetensors = "a safetensors file";

    /// <summary>The name of a JSON file, whole or not.</summary>
    public const string Json = "a JSON file";

    private const string Utf16 = "UTF-16 text (write it as UTF-8)";
    private const string Utf32 = "UTF-32 text (write it as UTF-8)";
    private const string Html = "an HTML page";

    private const int Looked = 512;
    private const int TarMark = 257;
    private const int ZipNameLength = 26;
    private const int ZipName = 30;

    private static readonly (byte[] Start, string Name)[] Starts =
    [
        ([0x1F, 0x8B], "a gzip file (unpack it first)"),
        ([0x89, .. "HDF\r\n"u8], "HDF5 (as Keras' .h5)"),
        ([0x93, .. "NUMPY"u8], "a NumPy array (.npy)"),
        ([0x89, .. "PNG\r\n"u8], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([.. "GIF8"u8], "a GIF picture"),
        ([.. "II*\0"u8], "a TIFF picture"),
        ([.. "MM\0*"u8], "a TIFF picture"),
        ([.. "%PDF"u8], "a PDF file"),
        ([.. "GGUF"u8], "a GGUF file"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7z file (unpack it first)"),
        ([.. "Rar!"u8, 0x1A], "a RAR file (unpack it first)"),
        ([0x04, 0x22, 0x4D, 0x18], "an lz4 file (unpack it first)"),
        ([.. "SQLite format 3"u8], "an SQLite database"),
        ([.. "PAR1"u8], "a Parquet file"),
        ([0xFD, .. "7zXZ"u8], "an xz file (unpack it first)"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file (unpack it first)"),
        ([0x7F, .. "ELF"u8], "a program (ELF)"),
        ([0x00, 0x00, 0x08, 0x01], "an IDX file of labels"),
        ([0x00, 0x00, 0x08, 0x03], "an IDX file of images"),

        // Before UTF-16, whose mark is this one's first half.
        ([0xFF, 0xFE, 0, 0], Utf32),
        ([0, 0, 0xFE, 0xFF], Utf32),
        ([0xFF, 0xFE], Utf16),
        ([0xFE, 0xFF], Utf16),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS and not the file itself (run 'git lfs pull')"),
        ([.. "<!doctype html"u8], Html),
        ([.. "<html"u8], Html),
        ([.. "<head"u8], Html),
        ([.. "<body"u8], Html),
        ([.. "<title"u8], Html),
        ([.. "<script"u8], Html),
        ([.. "<svg"u8], "an SVG drawing"),
        ([.. "<?xml"u8], "an XML file"),
    ];

    /// <summary>Whether a file is safetensors by its first bytes; false for a pipe, and where it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static bool IsSafetensors(string path) => Name(InputFile.StartOf(path, Looked)) == Safetensors;

    /// <summary>Whether a file is HDF5 or a zip file by its first bytes, as Keras' are; false for a pipe, and where it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static bool IsKeras(string path) => InputFile.StartOf(path, Looked) is [0x89, (byte)'H', (byte)'D', (byte)'F', ..] or [(byte)'P', (byte)'K', ..];

    /// <summary>The kind of a file, to follow "it is", and perhaps what to do with it.</summary>
    /// <param name="bytes">The file's, at least its first.</param>
    /// <returns>Null when the first bytes are of no known kind.</returns>
    public static string? Name(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, Looked)];

        // Checked first: the length at its start may equal another kind's two or three bytes.
        if (start.Length > 8 && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) < int.MaxValue)
        {
            return Safetensors;
        }

        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
        {
            return Zip(start);
        }

        if (start is [0x80, >= 2 and <= 5, ..])
        {
            return "a Python pickle (as PyTorch's old .pt)";
        }

        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8))
        {
            return "a WebP picture";
        }

        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
        {
            return $"a picture or film in the format '{Encoding.Latin1.GetString(start[8..12]).Trim()}'";
        }

        // Fewer bytes could be the words of a text.
        if (start is [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..])
        {
            return "a BMP picture";
        }

        if (start is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', (byte)'1' or 0x17, ..])
        {
            return "a bzip2 file (unpack it first)";
        }

        if (start is [(byte)'M', (byte)'Z', _, _, _, 0, ..])
        {
            return "a program (Windows)";
        }

        if (start.Length > TarMark && start[TarMark..].StartsWith("ustar"u8))
        {
            return "a tar file (unpack it first)";
        }

        if (start is [(byte)'{', (byte)'"' or (byte)'}' or (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r', ..]
            or [(byte)'[', (byte)'{' or (byte)'[' or (byte)'"' or (byte)']', ..])
        {
            return Json;
        }

        // A page may begin with blanks, and its tags have any case.
        string text = Encoding.Latin1.GetString(start.TrimStart("\uFEFF \t\r\n"u8)).ToLowerInvariant();
        if ((text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<!--", StringComparison.Ordinal))
            && (text.Contains("<html", StringComparison.Ordinal) || text.Contains("<!doctype html", StringComparison.Ordinal)))
        {
            return Html;
        }

        foreach ((byte[] known, string name) in Starts)
        {
            if (start.StartsWith(known) || (known[0] == '<' && text.StartsWith(Encoding.Latin1.GetString(known), StringComparison.Ordinal)))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The encoding of text that must begin with an ASCII character, as JSON: in UTF-16 and UTF-32 the bytes beside it are 0.</summary>
    /// <param name="bytes">The file's first.</param>
    /// <returns>Null for UTF-8.</returns>
    public static string? Coding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [not 0, 0, 0, 0, ..] or [0, 0, 0, not 0, ..] => Utf32,
        [not 0, 0, ..] or [0, not 0, ..] => Utf16,
        _ => null,
    };

    // Its first entry's name tells which program wrote it.
    private static string Zip(ReadOnlySpan<byte> start)
    {
        int length = start.Length >= ZipName ? BinaryPrimitives.ReadUInt16LittleEndian(start[ZipNameLength..]) : 0;
        string first = Encoding.Latin1.GetString(start[Math.Min(ZipName, start.Length)..Math.Min(ZipName + length, start.Length)]);
        return first switch
        {
            _ when first.EndsWith(".npy", StringComparison.Ordinal) => "a zip file of NumPy arrays (.npz)",
            "metadata.json" or "config.json" or "model.weights.h5" => "a zip file of Keras (.keras)",
            _ when first.EndsWith("data.pkl", StringComparison.Ordinal) => "a zip file with a pickle (as PyTorch's .pt)",
            _ => "a zip file (as PyTorch's .pt, Keras' .keras and NumPy's .npz)",
        };
    }
}
