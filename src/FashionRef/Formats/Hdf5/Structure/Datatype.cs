using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>The classes of the format, by its numbers.</summary>
internal enum DatatypeClass
{
    Integer = 0,
    Float = 1,
    Time = 2,
    Text = 3,
    BitField = 4,
    Opaque = 5,
    Compound = 6,
    Reference = 7,
    Enumeration = 8,
    VariableLength = 9,
    Array = 10,
}

/// <summary>What one element of a dataset or an attribute is.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Bytes">How many bytes are stored of it.</param>
/// <param name="IsBigEndian">The byte order of a number.</param>
/// <param name="Number">The kind of number, or null where it is none that is read here.</param>
/// <param name="IsVariableText">A text whose bytes are elsewhere; <paramref name="Bytes"/> refer to them.</param>
/// <param name="Padding">What is behind a shorter text: 0 a NUL and anything, 1 NULs, 2 blanks.</param>
internal sealed record Datatype(DatatypeClass Class, uint Bytes, bool IsBigEndian, Hdf5Type? Number, bool IsVariableText, int Padding)
{
    private const int VariableTextBytes = 16;

    /// <summary>The class in words, to follow "is".</summary>
    public string ClassName => Class switch
    {
        DatatypeClass.Integer => Invariant($"an integer of {Bytes} bytes in an unusual form"),
        DatatypeClass.Float => Invariant($"a number of {Bytes} bytes in a form other than IEEE's half, single and double precision"),
        DatatypeClass.Time => "a time",
        DatatypeClass.Text => "text",
        DatatypeClass.BitField => "a bit field",
        DatatypeClass.Opaque => Invariant($"opaque ({Bytes} bytes without a known meaning)"),
        DatatypeClass.Compound => "complex or another structure (a compound type)",
        DatatypeClass.Reference => "a reference",
        DatatypeClass.Enumeration => "an enumeration (as bool is)",
        DatatypeClass.VariableLength => IsVariableText ? "text" : "a list of variable length",
        _ => "an array within each element",
    };

    /// <summary>Whether all of it was looked at; types in which there are others are not.</summary>
    public bool IsWhole => Class is not (DatatypeClass.Compound or DatatypeClass.Array) && (Class != DatatypeClass.VariableLength || IsVariableText);

    public static Datatype Read(ref BlockReader reader)
    {
        byte first = reader.Byte();
        (int version, DatatypeClass kind) = (first >> 4, (DatatypeClass)(first & 0xF));
        if (version is < 1 or > 3 || !Enum.IsDefined(kind))
        {
            throw reader.Unread(Invariant($"a type of the version {version} and the class {(int)kind}"));
        }

        (byte low, byte middle) = (reader.Byte(), reader.Byte());
        reader.Skip(1);
        uint bytes = reader.UInt32();
        if (bytes == 0)
        {
            throw reader.Fault("has a type of 0 bytes");
        }

        Datatype plain = new(kind, bytes, IsBigEndian: (low & 1) != 0, Number: null, IsVariableText: false, Padding: low & 0xF);
        switch (kind)
        {
            case DatatypeClass.Integer:
                return plain with { Number = ReadInteger(ref reader, bytes, isSigned: (low & 8) != 0) };
            case DatatypeClass.Float:
                return plain with { Number = ReadFloat(ref reader, bytes, low, middle) };
            case DatatypeClass.Time:
                reader.Skip(sizeof(ushort));
                return plain;
            case DatatypeClass.BitField:
                reader.Skip(2 * sizeof(ushort));
                return plain;
            case DatatypeClass.Opaque:
                // Its description; what NumPy knows by another name is two bytes without a meaning to HDF5.
                reader.Skip(low);
                return plain with { Number = bytes == 2 ? Hdf5Type.BFloat16 : null };
            case DatatypeClass.Enumeration:
                SkipEnumeration(ref reader, version, bytes, low + (middle << 8));
                return plain;
            case DatatypeClass.VariableLength:
                return (low & 0xF) == 1 ? ReadVariableText(ref reader, plain, low >> 4) : plain;
            default:
                return plain;
        }
    }

    private static Hdf5Type? ReadInteger(ref BlockReader reader, uint bytes, bool isSigned)
    {
        (ushort offset, ushort precision) = (reader.UInt16(), reader.UInt16());
        return (offset, precision == 8 * bytes, bytes, isSigned) switch
        {
            (0, true, 1, true) => Hdf5Type.Int8,
            (0, true, 2, true) => Hdf5Type.Int16,
            (0, true, 4, true) => Hdf5Type.Int32,
            (0, true, 8, true) => Hdf5Type.Int64,
            (0, true, 1, false) => Hdf5Type.UInt8,
            (0, true, 2, false) => Hdf5Type.UInt16,
            (0, true, 4, false) => Hdf5Type.UInt32,
            (0, true, 8, false) => Hdf5Type.UInt64,
            _ => null,
        };
    }

    private static Hdf5Type? ReadFloat(ref BlockReader reader, uint bytes, byte low, byte sign)
    {
        (ushort offset, ushort precision) = (reader.UInt16(), reader.UInt16());
        (byte exponent, byte exponentBits, byte mantissa, byte mantissaBits) = (reader.Byte(), reader.Byte(), reader.Byte(), reader.Byte());
        uint bias = reader.UInt32();

        // The mantissa's first bit is implied, and the bytes are in one of the two usual orders.
        bool isPlain = offset == 0 && precision == 8 * bytes && sign == precision - 1 && (low & 0x70) == 0x20
            && mantissa == 0 && exponent == mantissaBits;
        return (isPlain, bytes, exponentBits, mantissaBits, bias) switch
        {
            (true, 2, 5, 10, 15) => Hdf5Type.Float16,
            (true, 4, 8, 23, 127) => Hdf5Type.Float32,
            (true, 8, 11, 52, 1023) => Hdf5Type.Float64,
            _ => null,
        };
    }

    private static void SkipEnumeration(ref BlockReader reader, int version, uint bytes, int members)
    {
        byte first = reader.Byte();
        if ((first & 0xF) != (int)DatatypeClass.Integer || bytes > sizeof(ulong))
        {
            throw reader.Unread("an enumeration of other than integers");
        }

        // The integer's own description; then all names, padded in old versions, and all values.
        reader.Skip(3 + sizeof(uint) + (2 * sizeof(ushort)));
        for (int i = 0; i < members; i++)
        {
            int length = reader.UntilNul().Length + 1;
            reader.Skip(version < 3 ? Padded(length) - length : 0);
        }

        reader.Skip(members * (int)bytes);
    }

    private static Datatype ReadVariableText(ref BlockReader reader, Datatype plain, int padding)
    {
        // Its characters, by their class and length. Read as a type of their own they could be texts again, and so on.
        int kind = reader.Byte() & 0xF;
        reader.Skip(3);
        uint characterBytes = reader.UInt32();
        if (plain.Bytes != VariableTextBytes || (DatatypeClass)kind is not (DatatypeClass.Text or DatatypeClass.Integer) || characterBytes != 1)
        {
            throw reader.Fault("has a text of variable length that is not one of bytes");
        }

        reader.Skip((DatatypeClass)kind == DatatypeClass.Integer ? 2 * sizeof(ushort) : 0);
        return plain with { IsVariableText = true, Padding = padding };
    }

    /// <summary>A length to the next multiple of 8.</summary>
    public static int Padded(int length) => (length + 7) / 8 * 8;
}
