namespace FashionRef.Tests.Formats.TensorBoard;

/// <summary>CRC-32C bit by bit, straight from its polynomial: slow, and nothing of it is shared with what it judges.</summary>
internal static class BitwiseCrc32C
{
    // x^32 + x^28 + x^27 + ... + 1 of RFC 3720, the lowest power first.
    private const uint ReflectedPolynomial = 0x82F63B78;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint remainder = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 1 ? (remainder >> 1) ^ ReflectedPolynomial : remainder >> 1;
            }
        }

        return remainder ^ 0xFFFFFFFF;
    }
}
