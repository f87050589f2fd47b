using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using FashionRef.Files;

namespace FashionRef.Data;

/// <summary>Copies a file's content and verifies it: the only way for bytes into the cache.</summary>
internal static class ContentCheck
{
    private const int BufferLength = 128 * 1024;

    /// <summary>Copies, inflating a gzip stream, until the content is known to be right or wrong.</summary>
    /// <param name="source">Seekable, at its beginning: gzip or plain.</param>
    /// <param name="destination">Takes the plain bytes, never more than <see cref="DatasetFile.PlainLength"/>.</param>
    /// <param name="file">What the content should be.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <exception cref="ContentFaultException">The content is something else, or cannot be read.</exception>
    public static void Copy(Stream source, Stream destination, DatasetFile file, CancellationToken cancellationToken)
    {
        using Stream? inflater = IsGzip(source) ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : null;
        Stream plain = inflater ?? source;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            long length = 0;
            int? magic = null;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = Read(plain, buffer);
                if (read == 0)
                {
                    break;
                }

                magic ??= read >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(buffer) : 0;
                length += read;
                // Judged before anything is written: a gzip bomb ends here, having inflated one buffer.
                CheckMagicAndExcess(file, magic.Value, buffer.AsSpan(0, read), length);
                hash.AppendData(buffer, 0, read);
                destination.Write(buffer, 0, read);
            }

            CheckWhole(file, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsGzip(Stream source)
    {
        Span<byte> start = stackalloc byte[2];
        int read = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        source.Position = 0;
        return read == start.Length && start is [0x1F, 0x8B];
    }

    private static int Read(Stream plain, byte[] buffer)
    {
        try
        {
            return plain.ReadAtLeast(buffer, sizeof(int), throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new ContentFaultException($"has a damaged gzip stream ({exception.Message.TrimEnd('.')})");
        }
        catch (IOException exception)
        {
            throw new ContentFaultException($"cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static void CheckMagicAndExcess(DatasetFile file, int magic, ReadOnlySpan<byte> start, long length)
    {
        if (magic != file.Magic)
        {
            string kind = FileKind.Name(start) is { } name ? $": it is {name}" : "";
            throw new ContentFaultException($"begins with 0x{magic:X8}, not with 0x{file.Magic:X8} as '{file.Name}' does{kind}");
        }

        if (length > file.PlainLength)
        {
            throw new ContentFaultException($"has more than the {file.PlainLength:N0} bytes of '{file.Name}'");
        }
    }

    private static void CheckWhole(DatasetFile file, long length, string sha256)
    {
        if (length == 0)
        {
            throw new ContentFaultException("is empty");
        }

        if (length < file.PlainLength)
        {
            throw new ContentFaultException($"ends after {length:N0} of {file.PlainLength:N0} bytes");
        }

        if (sha256 == file.MnistSha256)
        {
            throw new ContentFaultException("is MNIST (handwritten digits), not Fashion-MNIST: the two share their file names");
        }

        if (sha256 != file.Sha256)
        {
            throw new ContentFaultException($"has the SHA-256 {sha256}, not {file.Sha256}");
        }
    }
}
