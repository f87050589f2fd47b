using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Hdf5.Structure;

namespace FashionRef.Tests.Formats.Hdf5.Structure;

/// <summary>
/// A file whose root group has its links in a fractal heap. It is made of one with links in messages, for no library at hand writes such
/// a group; PureHDF reads it.
/// </summary>
internal sealed class DenseGroup
{
    private const int IdBytes = 7;
    private const int BlockStart = 21;

    private readonly List<byte> _content;

    /// <param name="names">Of datasets that each hold their number.</param>
    /// <param name="blockBytes">The size of the heap's first blocks.</param>
    /// <param name="width">Blocks in a row, or 0 for one block alone.</param>
    /// <param name="nodeBytes">The size of a node of the tree; where one does not hold all links, there are two levels.</param>
    public DenseGroup(IReadOnlyList<string> names, int blockBytes, int width, int nodeBytes)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(stream, new([], [], [.. names.Select((name, i) => (name, new Hdf5NewDataset([2], Hdf5Type.Float32, [i, -i])))]));
        Hdf5Edit edit = new(stream.ToArray());
        ObjectHeader header = ObjectHeader.Read(new FileBytes(edit.Content, 0), edit.Root);
        List<byte[]> links = [];
        foreach (HeaderMessage message in header.Messages.Where(message => message.Kind == MessageKind.Link))
        {
            links.Add(edit.Content.AsSpan((int)message.Address, message.Length).ToArray());

            // The kind stands first of the four bytes before.
            edit.Set((int)message.Address - 4, 0);
        }

        _content = [.. edit.Content];
        Heap = Align();
        _content.AddRange(new byte[146]);
        byte[][] ids = [.. WriteHeap(links, blockBytes, width)];
        Tree = Align();
        _content.AddRange(new byte[38]);
        WriteTree(ids, nodeBytes);
        Content = [.. _content];
        Hdf5Edit last = new(Content);
        last.Set64(edit.MessageOf("", MessageKind.LinkInfo) + 2, (ulong)Heap).Set64(edit.MessageOf("", MessageKind.LinkInfo) + 10, (ulong)Tree);
        Content = last.Set64(28, (ulong)Content.Length).Content;
    }

    public byte[] Content { get; }

    public int Heap { get; }

    public int Tree { get; }

    private List<byte[]> WriteHeap(List<byte[]> links, int blockBytes, int width)
    {
        List<(long Start, int Bytes, int Address)> blocks = [];
        List<byte[]> ids = [];
        long start = 0;
        int used = BlockStart;
        foreach (byte[] link in links)
        {
            while (blocks.Count == 0 || used + link.Length > blocks[^1].Bytes)
            {
                int row = width == 0 ? 0 : blocks.Count / width;
                int bytes = blockBytes << Math.Max(row - 1, 0);
                blocks.Add((start, bytes, Align()));
                _content.AddRange([.. "FHDB"u8, 0, .. BitConverter.GetBytes((long)Heap), .. BitConverter.GetBytes((int)start), .. new byte[bytes - 17]]);
                start += bytes;
                used = BlockStart;
            }

            (long begin, _, int address) = blocks[^1];
            ids.Add([0, .. BitConverter.GetBytes((int)(begin + used)), .. BitConverter.GetBytes((ushort)link.Length)]);
            Write(address + used, link);
            used += link.Length;
        }

        int rows = width == 0 ? 0 : (blocks.Count + width - 1) / width;
        int root = blocks[0].Address;
        if (width > 0)
        {
            root = Align();
            IEnumerable<byte> addresses = Enumerable.Range(0, rows * width).SelectMany(i => BitConverter.GetBytes(i < blocks.Count ? blocks[i].Address : -1L));
            _content.AddRange([.. "FHIB"u8, 0, .. BitConverter.GetBytes((long)Heap), .. new byte[4], .. addresses, .. new byte[4]]);
        }

        Write(Heap, [.. "FRHP"u8, 0, IdBytes, 0, 0, 0, 2, .. BitConverter.GetBytes(4096), .. new byte[96]]);
        Write(Heap + 110, [.. BitConverter.GetBytes((ushort)(width == 0 ? 4 : width)), .. BitConverter.GetBytes((long)blockBytes), .. BitConverter.GetBytes(65536L)]);
        Write(Heap + 128, [32, 0, 1, 0, .. BitConverter.GetBytes((long)root), .. BitConverter.GetBytes((ushort)rows)]);
        return ids;
    }

    private void WriteTree(byte[][] ids, int nodeBytes)
    {
        int most = (nodeBytes - 10) / 11;
        byte[][] records = [.. ids.Select((id, i) => (byte[])[.. BitConverter.GetBytes(i), .. id])];
        int root;
        int count = records.Length;
        if (count <= most)
        {
            root = WriteNode("BTLF"u8, records, [], nodeBytes);
        }
        else
        {
            // Between two leaves there is a record of the inner node.
            List<byte[]> inner = [];
            List<byte> children = [];
            for (int i = 0; i < count; i += most + 1)
            {
                byte[][] leaf = [.. records.Skip(i).Take(most)];
                children.AddRange([.. BitConverter.GetBytes((long)WriteNode("BTLF"u8, leaf, [], nodeBytes)), (byte)leaf.Length]);
                inner.AddRange(records.Skip(i + most).Take(1));
            }

            root = WriteNode("BTIN"u8, [.. inner], [.. children], nodeBytes);
            count = inner.Count;
        }

        Write(Tree, [.. "BTHD"u8, 0, 5, .. BitConverter.GetBytes(nodeBytes), 11, 0, (byte)(records.Length <= most ? 0 : 1), 0, 100, 40, .. BitConverter.GetBytes((long)root), .. BitConverter.GetBytes((ushort)count), .. BitConverter.GetBytes((long)records.Length)]);
    }

    private int WriteNode(ReadOnlySpan<byte> signature, byte[][] records, byte[] children, int nodeBytes)
    {
        byte[] node = [.. signature, 0, 5, .. records.SelectMany(record => record), .. children];
        int address = Align();
        _content.AddRange([.. node, .. new byte[Math.Max(nodeBytes - node.Length, 4)]]);
        return address;
    }

    private int Align()
    {
        _content.AddRange(new byte[(8 - (_content.Count % 8)) % 8]);
        return _content.Count;
    }

    private void Write(int place, byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            _content[place + i] = bytes[i];
        }
    }
}
