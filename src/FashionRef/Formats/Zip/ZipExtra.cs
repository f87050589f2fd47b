using FashionRef.Files;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>Numbers of a header that may be in its zip64 extra field instead, which has those and no other ones, in order.</summary>
internal ref struct ZipExtra
{
    private const int FieldHead = 4;
    private const ushort Zip64 = 0x0001;
    private const ushort UnicodePath = 0x7075;

    private readonly string _name;
    private ReadOnlySpan<byte> _numbers;

    /// <summary>Reads the extra fields of a header.</summary>
    /// <param name="fields">All of them.</param>
    /// <param name="name">The member's.</param>
    /// <exception cref="ContentFaultException">They are damaged, or give the member another name.</exception>
    public ZipExtra(ReadOnlySpan<byte> fields, string name)
    {
        _name = name;
        while (!fields.IsEmpty)
        {
            int end = fields.Length < FieldHead ? int.MaxValue : FieldHead + UInt16At(fields, 2);
            if (end > fields.Length)
            {
                throw Fault(name, "has damaged extra fields");
            }

            ushort kind = UInt16At(fields, 0);
            if (kind == UnicodePath)
            {
                throw Fault(name, "has a second name in its extra fields, which only some programs read");
            }

            if (kind == Zip64)
            {
                _numbers = HasZip64 ? throw Fault(name, "has two zip64 extra fields") : fields[FieldHead..end];
                HasZip64 = true;
            }

            fields = fields[end..];
        }
    }

    /// <summary>Whether there is a zip64 extra field.</summary>
    public bool HasZip64 { get; }

    /// <summary>The header's next number.</summary>
    /// <param name="number">As it is in the header.</param>
    /// <exception cref="ContentFaultException">It should be in the extra field, and is not.</exception>
    public ulong Next(uint number)
    {
        if (number != InZip64)
        {
            return number;
        }

        if (_numbers.Length < sizeof(ulong))
        {
            throw Fault(_name, "lacks a number in its zip64 extra field");
        }

        ulong next = UInt64At(_numbers, 0);
        _numbers = _numbers[sizeof(ulong)..];
        return next;
    }

    /// <summary>To be called behind the last number: others would be read by some programs only.</summary>
    /// <exception cref="ContentFaultException">There is another number.</exception>
    public readonly void RequireNoMore()
    {
        if (!_numbers.IsEmpty)
        {
            throw Fault(_name, "has numbers in its zip64 extra field that its header has too");
        }
    }
}
