using System.Text;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>Texts as they are stored. The library puts a mark where bytes are not UTF-8, and nobody can tell it from one that was there.</summary>
internal static class TextBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A text, or null where the bytes are not UTF-8. What says that it is ASCII may be UTF-8 all the same.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The bytes before the padding.</summary>
    /// <param name="bytes">All that are stored.</param>
    /// <param name="padding">As in <see cref="Datatype.Padding"/>.</param>
    public static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> bytes, int padding)
    {
        if (padding == 2)
        {
            return bytes.TrimEnd((byte)' ');
        }

        int end = bytes.IndexOf((byte)0);
        return padding == 1 ? bytes.TrimEnd((byte)0) : bytes[..(end < 0 ? bytes.Length : end)];
    }
}
