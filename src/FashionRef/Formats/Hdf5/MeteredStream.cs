using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>A file for the library to read in, which ends what would go on and on: only so many bytes are read of it in all.</summary>
/// <param name="head">Bytes that stand in the place of the file's first.</param>
/// <param name="content">The file, at least as long as the head.</param>
/// <param name="tail">Bytes that follow the file.</param>
/// <param name="most">As many may be read.</param>
internal sealed class MeteredStream(byte[] head, ReadOnlyMemory<byte> content, byte[] tail, long most) : Stream
{
    private long _position;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length + (long)tail.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ContentFaultException("is damaged HDF5: something in it would be before its beginning");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position > Length - buffer.Length)
        {
            throw new ContentFaultException("is damaged HDF5: something in it would go on behind its end");
        }

        _read += buffer.Length;
        if (_read > most)
        {
            throw new ContentFaultException(Invariant(
                $"refers to its {content.Length} bytes so often that more than {most} would have to be read; a file as Keras writes it refers to each once"));
        }

        int left = buffer.Length;
        while (left > 0)
        {
            ReadOnlySpan<byte> part = Part();
            part = part[..Math.Min(part.Length, left)];
            part.CopyTo(buffer[^left..]);
            left -= part.Length;
            _position += part.Length;
        }

        return buffer.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // What follows from the position on, up to where another of the three begins.
    private ReadOnlySpan<byte> Part() =>
        _position < head.Length ? head.AsSpan((int)_position)
        : _position < content.Length ? content.Span[(int)_position..]
        : tail.AsSpan((int)(_position - content.Length));
}
