using System.Buffers.Binary;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>Numbers as they are stored; a double holds each of these types exactly, but for whole numbers beyond 2^53.</summary>
internal static class NumberBytes
{
    private const long LargestExact = 1L << 53;

    public static int Length(Hdf5Type type) => type switch
    {
        Hdf5Type.Int8 or Hdf5Type.UInt8 => 1,
        Hdf5Type.Float16 or Hdf5Type.BFloat16 or Hdf5Type.Int16 or Hdf5Type.UInt16 => 2,
        Hdf5Type.Float32 or Hdf5Type.Int32 or Hdf5Type.UInt32 => 4,
        _ => 8,
    };

    /// <param name="bytes">Those of all values.</param>
    /// <param name="type">Of each.</param>
    /// <param name="isBigEndian">Their order. What has no meaning to HDF5 has none.</param>
    /// <exception cref="ContentFaultException">A double does not hold a value.</exception>
    public static double[] Read(ReadOnlySpan<byte> bytes, Hdf5Type type, bool isBigEndian)
    {
        int length = Length(type);
        double[] values = new double[bytes.Length / length];
        Span<byte> one = stackalloc byte[sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            bytes.Slice(i * length, length).CopyTo(one);
            if (isBigEndian && type != Hdf5Type.BFloat16)
            {
                one[..length].Reverse();
            }

            values[i] = ReadOne(one, type);
        }

        return values;
    }

    /// <summary>The bytes of values, little-endian, each rounded to the type.</summary>
    /// <exception cref="ArgumentException">A value is no whole number of the type.</exception>
    public static byte[] Write(IReadOnlyList<double> values, Hdf5Type type)
    {
        int length = Length(type);
        byte[] bytes = new byte[values.Count * length];
        for (int i = 0; i < values.Count; i++)
        {
            WriteOne(bytes.AsSpan(i * length, length), values[i], type);
        }

        return bytes;
    }

    private static double ReadOne(ReadOnlySpan<byte> bytes, Hdf5Type type) => type switch
    {
        Hdf5Type.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        Hdf5Type.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        Hdf5Type.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        Hdf5Type.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        Hdf5Type.Int8 => (sbyte)bytes[0],
        Hdf5Type.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        Hdf5Type.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Hdf5Type.Int64 => Exact(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        Hdf5Type.UInt8 => bytes[0],
        Hdf5Type.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        Hdf5Type.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => Exact(BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
    };

    private static double Exact(long value) => value is >= -LargestExact and <= LargestExact ? value : throw Inexact(value);

    private static double Exact(ulong value) => value <= LargestExact ? value : throw Inexact(value);

    private static ContentFaultException Inexact(Int128 value) => new(Invariant($"holds the whole number {value}; those up to 2^53 are read here"));

    private static void WriteOne(Span<byte> bytes, double value, Hdf5Type type)
    {
        switch (type)
        {
            case Hdf5Type.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
                break;
            case Hdf5Type.BFloat16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, BFloat16Bits(value));
                break;
            case Hdf5Type.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                break;
            case Hdf5Type.Float64:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                break;
            default:
                WriteWhole(bytes, value, type);
                break;
        }
    }

    private static void WriteWhole(Span<byte> bytes, double value, Hdf5Type type)
    {
        int bits = 8 * bytes.Length;
        bool isSigned = type is Hdf5Type.Int8 or Hdf5Type.Int16 or Hdf5Type.Int32 or Hdf5Type.Int64;
        double end = Math.ScaleB(1, isSigned ? bits - 1 : bits);
        if (!(value == Math.Floor(value) && value >= (isSigned ? -end : 0) && value < end && Math.Abs(value) <= LargestExact))
        {
            throw new ArgumentException(Invariant($"{value} is not a whole number of the type {type} up to 2^53."), nameof(value));
        }

        long whole = (long)value;
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(whole >> (8 * i));
        }
    }

    // To the nearest, and of two to the even one: both in one step from the double, for two steps can round twice.
    private static ushort BFloat16Bits(double value)
    {
        if (double.IsNaN(value))
        {
            return 0x7FC0;
        }

        // Rounded to odd, the single still knows on which side of every tie the double was.
        float single = (float)value;
        uint bits = BitConverter.SingleToUInt32Bits(single);
        if (single != value && (bits & 1) == 0 && float.IsFinite(single))
        {
            bits = Math.Abs(single) < Math.Abs(value) ? bits + 1 : bits - 1;
        }

        uint even = (bits >> 16) & 1;
        return float.IsFinite(single) ? (ushort)((bits + 0x7FFF + even) >> 16) : (ushort)(bits >> 16);
    }
}
