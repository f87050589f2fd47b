using System.Buffers.Binary;
using System.Numerics;

namespace FashionRef.Formats.TensorBoard;

/// <summary>
/// TensorFlow's framing of records: length (8 bytes), its checksum (4), the record, its checksum (4), all
/// little-endian (https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecords format details").
/// </summary>
internal static class TfRecord
{
    private const int HeaderLength = sizeof(ulong) + sizeof(uint);
    private const uint MaskOffset = 0xA282EAD8;
    private const int MaskRotation = 15;

    /// <summary>A record with its frame.</summary>
    /// <param name="data">The record.</param>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        byte[] frame = new byte[HeaderLength + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(frame, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(sizeof(ulong)), MaskedChecksum(frame.AsSpan(0, sizeof(ulong))));
        data.CopyTo(frame.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeaderLength + data.Length), MaskedChecksum(data));
        return frame;
    }

    /// <summary>CRC-32C (Castagnoli) as in RFC 3720: initial value all ones, inverted at the end.</summary>
    /// <param name="data">Of any length.</param>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in data)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return ~checksum;
    }

    // Masked, as TFRecord demands, because a checksum of data that contain checksums is weak.
    private static uint MaskedChecksum(ReadOnlySpan<byte> data) =>
        unchecked(BitOperations.RotateRight(Checksum(data), MaskRotation) + MaskOffset);
}
