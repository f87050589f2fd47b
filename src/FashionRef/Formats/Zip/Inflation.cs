using System.IO.Compression;
using static System.FormattableString;

namespace FashionRef.Formats.Zip;

/// <summary>Inflates what deflate compressed, demanding that the compressed bytes end where they should.</summary>
internal static class Inflation
{
    /// <summary>No byte inflates to more: two bits are the least that 258 bytes take.</summary>
    public const long MostPerByte = 1032;

    /// <summary>Inflates.</summary>
    /// <param name="entry">The member.</param>
    /// <param name="deflated">Its compressed bytes.</param>
    /// <param name="length">Of the result; so much memory is taken at once.</param>
    /// <exception cref="Files.ContentFaultException">They are damaged, too few or too many, or have another length.</exception>
    public static byte[] Inflate(ZipEntry entry, ReadOnlyMemory<byte> deflated, int length)
    {
        Source source = new(deflated);
        byte[] content = new byte[length];
        int read;
        bool isLonger;
        try
        {
            using DeflateStream stream = new(source, CompressionMode.Decompress);
            read = stream.ReadAtLeast(content, length, throwOnEndOfStream: false);
            isLonger = read == length && stream.ReadByte() >= 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw ZipFormat.Fault(entry.Name, "cannot be inflated: its compressed bytes are damaged or end early");
        }

        return isLonger ? throw ZipFormat.Fault(entry.Name, Invariant($"inflates to more than the {length} bytes that it should have"))
            : source.IsExceeded ? throw ZipFormat.Fault(entry.Name, "cannot be inflated: its compressed bytes end early")
            : read < length ? throw ZipFormat.Fault(entry.Name, Invariant($"inflates to {read} bytes and should have {length}"))
            : !source.IsUsedUp ? throw ZipFormat.Fault(entry.Name, "has bytes behind the end of its compressed ones")
            : content;
    }

    /// <summary>
    /// Gives the last byte by itself: the stream asks for it only if it has not come to its end, so it is known whether all were needed.
    /// </summary>
    private sealed class Source(ReadOnlyMemory<byte> bytes) : Stream
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        /// <summary>Whether every byte was asked for.</summary>
        public bool IsUsedUp => _rest.IsEmpty;

        /// <summary>Whether more was asked for than there is.</summary>
        public bool IsExceeded { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            IsExceeded |= _rest.IsEmpty;
            int count = Math.Min(buffer.Length, Math.Max(_rest.Length - 1, Math.Min(_rest.Length, 1)));
            _rest.Span[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
