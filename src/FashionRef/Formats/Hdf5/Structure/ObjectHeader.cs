using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>The kinds of message that are known here, by the numbers of the format.</summary>
internal enum MessageKind
{
    Nil = 0,
    Dataspace = 1,
    LinkInfo = 2,
    Datatype = 3,
    OldFillValue = 4,
    FillValue = 5,
    Link = 6,
    ExternalFiles = 7,
    Layout = 8,
    GroupInfo = 10,
    Filters = 11,
    Attribute = 12,
    Comment = 13,
    OldModified = 14,
    Continuation = 16,
    SymbolTable = 17,
    Modified = 18,
    AttributeInfo = 21,
    ReferenceCount = 22,
}

/// <summary>One message of an object header.</summary>
internal sealed record HeaderMessage(MessageKind Kind, ulong Address, int Length);

/// <summary>The messages that describe an object, from all the blocks that they are in.</summary>
internal sealed class ObjectHeader
{
    // Each block is a call within a call in the library that reads values.
    private const int MostBlocks = 200;
    private const int SharedFlag = 2;
    private const string What = "object header";

    private readonly FileBytes _file;
    private readonly ulong _address;
    private readonly List<HeaderMessage> _messages = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly Queue<(ulong Address, ulong Length)> _blocks = [];
    private int _count;

    private ObjectHeader(FileBytes file, ulong address)
    {
        _file = file;
        _address = address;
    }

    /// <summary>All messages but those that only lead to others.</summary>
    public IReadOnlyList<HeaderMessage> Messages => _messages;

    public static ObjectHeader Read(FileBytes file, ulong address)
    {
        ObjectHeader header = new(file, address);
        BlockReader reader = file.Rest(What, address);
        byte first = reader.Byte();
        if (first == 1)
        {
            header.ReadOld(reader);
        }
        else
        {
            header.ReadNew(file.Rest(What, address));
        }

        return header;
    }

    /// <summary>A reader of one message.</summary>
    public BlockReader Open(HeaderMessage message)
    {
        string what = message.Kind switch
        {
            MessageKind.Dataspace => "dataspace",
            MessageKind.Datatype => "datatype",
            MessageKind.Layout => "data layout",
            MessageKind.Filters => "filter pipeline",
            MessageKind.Attribute => "attribute",
            MessageKind.Link => "link",
            MessageKind.SymbolTable => "symbol table message",
            _ => Invariant($"message of the kind {(int)message.Kind}"),
        };
        return _file.Part(what, message.Address, (ulong)message.Length);
    }

    /// <summary>The only message of a kind, or null.</summary>
    public HeaderMessage? Single(MessageKind kind)
    {
        HeaderMessage[] found = [.. _messages.Where(message => message.Kind == kind).Take(2)];
        return found.Length switch
        {
            0 => null,
            1 => found[0],
            _ => throw _file.Damaged(What, _address, Invariant($"has two messages of the kind {(int)kind}, and one is legal")),
        };
    }

    public bool Has(MessageKind kind) => _messages.Any(message => message.Kind == kind);

    private void ReadOld(BlockReader reader)
    {
        reader.Skip(1);
        ushort count = reader.UInt16();
        reader.Skip(4);
        uint length = reader.UInt32();
        if (length > 0)
        {
            // To a multiple of 8.
            reader.Skip(4);
        }

        _blocks.Enqueue(((ulong)reader.Address, length));
        while (_blocks.TryDequeue(out (ulong Address, ulong Length) block))
        {
            ReadMessages(Enter(block), isNew: false, hasOrder: false);
        }

        if (_count != count)
        {
            throw _file.Damaged(What, _address, Invariant($"should have {count} messages, and has {_count}"));
        }
    }

    private void ReadNew(BlockReader reader)
    {
        reader.Expect("OHDR"u8);
        reader.ExpectVersion(2, reader.Byte());
        byte flags = reader.Byte();
        bool hasOrder = (flags & 4) != 0;
        reader.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        ulong length = reader.UInt(1 << (flags & 3));
        ReadMessages(Enter(((ulong)reader.Address, length)), isNew: true, hasOrder);
        while (_blocks.TryDequeue(out (ulong Address, ulong Length) block))
        {
            // A signature before the messages and a checksum behind them.
            if (block.Length < 8)
            {
                throw _file.Damaged(What, _address, Invariant($"goes on in a block of {block.Length} bytes"));
            }

            _file.Block(What, block.Address, 4).Expect("OCHK"u8);
            ReadMessages(Enter((block.Address + 4, block.Length - 8)), isNew: true, hasOrder);
        }
    }

    private BlockReader Enter((ulong Address, ulong Length) block)
    {
        if (!_seen.Add(block.Address))
        {
            throw _file.Damaged(What, _address, "has blocks that lead back to one another");
        }

        return _seen.Count > MostBlocks
            ? throw _file.Damaged(What, _address, Invariant($"is spread over more than {MostBlocks} blocks"))
            : _file.Block(What, block.Address, block.Length);
    }

    private void ReadMessages(BlockReader reader, bool isNew, bool hasOrder)
    {
        int prefix = isNew ? 4 + (hasOrder ? 2 : 0) : 8;

        // Fewer bytes than a message begins with are a gap in new headers; old ones have none.
        while (reader.Left > (isNew ? prefix : 0))
        {
            int kind = isNew ? reader.Byte() : reader.UInt16();
            ushort length = reader.UInt16();
            byte flags = reader.Byte();
            reader.Skip(isNew ? prefix - 4 : 3);
            HeaderMessage message = new((MessageKind)kind, (ulong)reader.Address, length);
            reader.Skip(length);
            _count++;
            Add(message, flags);
        }
    }

    private void Add(HeaderMessage message, byte flags)
    {
        if (!Enum.IsDefined(message.Kind))
        {
            throw _file.Unread(What, _address, Invariant($"a message of the kind {(int)message.Kind}"));
        }

        if ((flags & SharedFlag) != 0)
        {
            throw _file.Unread(What, _address, "a message that other objects share (as a named datatype)");
        }

        if (message.Kind == MessageKind.Continuation)
        {
            BlockReader reader = _file.Part(What, message.Address, (ulong)message.Length);
            _blocks.Enqueue((reader.UInt64(), reader.UInt64()));
        }
        else if (message.Kind != MessageKind.Nil)
        {
            _messages.Add(message);
        }
    }
}
