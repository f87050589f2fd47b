namespace FashionRef.Formats.Zip;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial <c>0xEDB88320</c>.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB8_8320;

    private static readonly uint[] OfByte = [.. Enumerable.Range(0, 256).Select(value => EightBits((uint)value))];

    /// <summary>The checksum.</summary>
    /// <param name="bytes">Of any length.</param>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ OfByte[(byte)(crc ^ value)];
        }

        return ~crc;
    }

    private static uint EightBits(uint crc)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
        }

        return crc;
    }
}
