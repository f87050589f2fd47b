using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>The shape of a dataset or an attribute.</summary>
/// <param name="HasData">False for a null dataspace.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Count">Elements.</param>
internal sealed record Dataspace(bool HasData, IReadOnlyList<long> Shape, long Count)
{
    private const int MostDimensions = 32;

    public static Dataspace Read(ref BlockReader reader)
    {
        (byte version, byte rank, byte flags) = (reader.Byte(), reader.Byte(), reader.Byte());
        if (version is not (1 or 2) || (flags & ~1) != 0)
        {
            throw reader.Unread(Invariant($"a dataspace of the version {version} with the flags {flags}"));
        }

        // 0 is a scalar, 1 has dimensions, 2 has no elements at all.
        int kind = version == 2 ? reader.Byte() : rank == 0 ? 0 : 1;
        reader.Skip(version == 1 ? 5 : 0);
        if (rank > MostDimensions || kind > 2 || (kind == 1) != (rank > 0))
        {
            throw reader.Fault(Invariant($"has {rank} dimensions and is of the kind {kind}"));
        }

        long[] shape = new long[rank];
        UInt128 count = kind == 2 ? 0u : 1u;
        for (int i = 0; i < rank; i++)
        {
            ulong size = reader.UInt64();
            count *= size;
            if (size > long.MaxValue || count > long.MaxValue)
            {
                throw reader.Fault("has more elements than can be counted");
            }

            shape[i] = (long)size;
        }

        // The largest sizes that it may grow to.
        reader.Skip((flags & 1) != 0 ? rank * sizeof(ulong) : 0);
        return new Dataspace(HasData: kind != 2, shape, (long)count);
    }

    /// <summary>As Python writes it.</summary>
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select(size => Invariant($"{size}")))}]";
}
