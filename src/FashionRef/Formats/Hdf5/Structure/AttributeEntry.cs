using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>One attribute of an object, and where its bytes are.</summary>
internal sealed record AttributeEntry(string Name, Datatype Type, Dataspace Space, int Address, int Length)
{
    /// <param name="reader">Its message.</param>
    /// <param name="path">The object's.</param>
    public static AttributeEntry Read(BlockReader reader, string path)
    {
        byte version = reader.Byte();
        byte flags = reader.Byte();
        if (version is < 1 or > 3 || (version > 1 && flags != 0))
        {
            throw reader.Unread(Invariant($"an attribute of the version {version} with the flags {flags}"));
        }

        (ushort nameBytes, ushort typeBytes, ushort spaceBytes) = (reader.UInt16(), reader.UInt16(), reader.UInt16());

        // The name's character set: ASCII is UTF-8 too.
        reader.Skip(version == 3 ? 1 : 0);
        int start = reader.Position;
        string name = TextBytes.Decode(reader.UntilNul()) ?? throw reader.Fault("has a name that is not UTF-8");
        End(ref reader, start, nameBytes, version, "name");

        start = reader.Position;
        Datatype type = Datatype.Read(ref reader);
        if (!type.IsWhole)
        {
            throw new ContentFaultException($"has the attribute '{name}' of '{path}', which is {type.ClassName}; only texts and numbers are read here");
        }

        End(ref reader, start, typeBytes, version, "type");
        start = reader.Position;
        Dataspace space = Dataspace.Read(ref reader);
        End(ref reader, start, spaceBytes, version, "dataspace");

        UInt128 length = (UInt128)space.Count * type.Bytes;
        return length > (UInt128)reader.Left
            ? throw reader.Fault(Invariant($"should have {length} bytes of data, and {reader.Left} are left for them"))
            : new AttributeEntry(name, type, space, reader.Address, (int)length);
    }

    // Parts have stored lengths, which the library does not read: it reads on where a part ends by itself. In old versions they are padded.
    private static void End(ref BlockReader reader, int start, int length, byte version, string part)
    {
        int read = reader.Position - start;
        if (version == 1)
        {
            reader.Skip(Datatype.Padded(read) - read);
        }

        bool isRight = version == 1 ? Datatype.Padded(read) == Datatype.Padded(length) && (part == "name" || read == length) : read == length;
        if (!isRight)
        {
            throw reader.Fault(Invariant($"should have a {part} of {length} bytes, and it has {read}"));
        }
    }
}
