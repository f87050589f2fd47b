namespace FashionRef.Files;

/// <summary>
/// A stream that never throws: a failure is remembered and later bytes are dropped, so that a full disk behind standard output
/// does not keep the program from writing its other files.
/// </summary>
/// <param name="below">Where the bytes go; null when there is nothing.</param>
public sealed class EnduringStream(Stream? below) : Stream
{
    /// <summary>Why bytes were lost, in a sentence; null if none were.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Failure is not null || buffer.IsEmpty)
        {
            return;
        }

        if (below is null)
        {
            Failure = "It is closed.";
            return;
        }

        try
        {
            below.Write(buffer);
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            Failure = WriteFault.Reason(path: "", exception.GetBaseException());
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
