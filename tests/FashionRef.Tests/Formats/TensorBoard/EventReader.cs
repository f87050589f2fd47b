using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace FashionRef.Tests.Formats.TensorBoard;

/// <summary>Reads TensorBoard's files by TensorFlow's field numbers, without the code that the program's .proto became.</summary>
internal static class EventReader
{
    private const int FrameHeader = 12;
    private const int FrameEnd = 4;

    public static ReadEvent[] Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        List<ReadEvent> events = [];
        for (int position = 0; position < bytes.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(position)));
            byte[] data = bytes[(position + FrameHeader)..(position + FrameHeader + length)];
            RequireChecksum(bytes.AsSpan(position, 8), bytes.AsSpan(position + 8));
            RequireChecksum(data, bytes.AsSpan(position + FrameHeader + length));
            events.Add(Event(data));
            position += FrameHeader + length + FrameEnd;
        }

        return [.. events];
    }

    /// <summary>The only file of a folder.</summary>
    public static ReadEvent[] ReadOnly(string folder) => Read(Directory.GetFiles(folder).Single());

    private static void RequireChecksum(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored)
    {
        uint unmasked = unchecked(BinaryPrimitives.ReadUInt32LittleEndian(stored) - 0xA282EAD8);
        Assert.That((unmasked << 15) | (unmasked >> 17), Is.EqualTo(BitwiseCrc32C.Of(data)));
    }

    private static ReadEvent Event(byte[] data)
    {
        ReadEvent read = new(0, 0, null, new Dictionary<string, float>());
        foreach ((int field, object value) in Fields(data))
        {
            read = field switch
            {
                1 => read with { WallTime = BitConverter.UInt64BitsToDouble((ulong)value) },
                2 => read with { Step = (long)(ulong)value },
                3 => read with { FileVersion = Encoding.UTF8.GetString((byte[])value) },
                5 => read with { Scalars = Fields((byte[])value).Select(entry => Scalar((byte[])entry.Value)).ToDictionary() },
                _ => throw new InvalidDataException($"Field {field} of an event."),
            };
        }

        return read;
    }

    private static KeyValuePair<string, float> Scalar(byte[] data)
    {
        Dictionary<int, object> fields = Fields(data).ToDictionary(field => field.Number, field => field.Value);
        Assert.That(fields.Keys, Is.EquivalentTo([1, 2]));
        return new(Encoding.UTF8.GetString((byte[])fields[1]), BitConverter.UInt32BitsToSingle((uint)fields[2]));
    }

    private static List<(int Number, object Value)> Fields(byte[] data)
    {
        CodedInputStream input = new(data);
        List<(int, object)> fields = [];
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                WireFormat.WireType type => throw new InvalidDataException($"Wire type {type}."),
            };
            fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }

        return fields;
    }
}
