using System.Buffers.Binary;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>Zip files with one to three changes where they matter: in headers, in lengths and offsets, at the ends.</summary>
internal static class ZipMutants
{
    private const int HeaderBytes = 110;

    private static readonly uint[] Telling = [0, 1, 8, 20, 512, 0x7FFF, 0xFFFF, 0x0800, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue, 0x0403_4B50, 0x0605_4B50];

    /// <summary>The mutant of a number, the same on every machine.</summary>
    /// <param name="file">A legal file.</param>
    /// <param name="number">Its number.</param>
    public static byte[] Of(byte[] file, int number)
    {
        RandomNumbers random = new(1 + (number >> 16), number & 0xFFFF);
        int[] marks = Marks(file);
        List<byte> bytes = [.. file];
        int changes = 1 + random.Below(3);
        for (int i = 0; i < changes && bytes.Count > 8; i++)
        {
            Change(bytes, marks, ref random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, int[] marks, ref RandomNumbers random)
    {
        int at = Math.Min(marks[random.Below(marks.Length)] + random.Below(HeaderBytes), bytes.Count - 5);
        int other = Math.Min(marks[random.Below(marks.Length)] + random.Below(HeaderBytes), bytes.Count - 5);
        int count = Math.Min(1 + random.Below(60), bytes.Count - Math.Max(at, other));
        switch (random.Below(12))
        {
            case 0:
                bytes[at] = (byte)random.Below(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Below(8));
                break;
            case 2:
                bytes[at] += (byte)(random.Below(3) - 1);
                break;
            case 3:
                Write(bytes, at, random.Below(2) == 0 ? 2 : 4, Telling[random.Below(Telling.Length)]);
                break;
            case 4:
                Write(bytes, at, 4, (uint)marks[random.Below(marks.Length)]);
                break;
            case 5:
                bytes.RemoveRange(at, count);
                break;
            case 6:
                bytes.InsertRange(at, bytes.GetRange(other, count));
                break;
            case 7:
                Copy(bytes, other, at, count);
                break;
            case 8:
                bytes.RemoveRange(bytes.Count - count, count);
                break;
            case 9:
                bytes.AddRange(bytes.GetRange(at, count));
                break;
            default:
                InBothHeaders(bytes, marks, ref random);
                break;
        }
    }

    // The same number in the local header and in the directory, which one of them alone would give away.
    private static void InBothHeaders(List<byte> bytes, int[] marks, ref RandomNumbers random)
    {
        int half = (marks.Length - 1) / 2;
        int member = random.Below(half);
        int field = 4 + random.Below(40);
        byte value = random.Below(2) == 0 ? (byte)random.Below(256) : (byte)(1 << random.Below(8));
        foreach (int at in new[] { marks[member] + field, marks[half + member] + field + (field < 26 ? 2 : 16) })
        {
            if (at < bytes.Count)
            {
                bytes[at] ^= value;
            }
        }
    }

    private static void Write(List<byte> bytes, int at, int length, uint value)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        for (int i = 0; i < length; i++)
        {
            bytes[at + i] = number[i];
        }
    }

    private static void Copy(List<byte> bytes, int from, int to, int count)
    {
        List<byte> copied = bytes.GetRange(from, count);
        for (int i = 0; i < copied.Count && to + i < bytes.Count; i++)
        {
            bytes[to + i] = copied[i];
        }
    }

    // The starts of all local headers, of all entries of the directory, and of the end.
    private static int[] Marks(byte[] file)
    {
        List<int> marks = [];
        foreach (byte[] signature in new byte[][] { [.. "PK\u0003\u0004"u8], [.. "PK\u0001\u0002"u8], [.. "PK\u0005\u0006"u8] })
        {
            for (int at = file.AsSpan().IndexOf(signature); at >= 0;)
            {
                marks.Add(at);
                int next = file.AsSpan(at + 1).IndexOf(signature);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return [.. marks];
    }
}
