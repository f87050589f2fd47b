namespace FashionRef.Tests.Data.Sources;

/// <summary>What the test server sends, and how it misbehaves.</summary>
internal sealed record ServerAnswer
{
    public int Status { get; init; } = 200;

    public byte[] Body { get; init; } = [];

    /// <summary>The Content-Length to claim; null claims the body's own, a negative one claims nothing.</summary>
    public long? DeclaredLength { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether the body leaves in pieces of 20 bytes, 50 ms apart.</summary>
    public bool Trickles { get; init; }

    public ServerEnding Ending { get; init; } = ServerEnding.Close;

    /// <summary>A file as a well-behaved server sends it, ranges and If-Range included.</summary>
    public static ServerAnswer File(byte[] content, ServerRequest request, string tag = "\"v1\"")
    {
        bool sameVersion = request.IfRange is null || request.IfRange == tag;
        if (request.RangeStart is not { } start || !sameVersion)
        {
            return new ServerAnswer { Body = content, Headers = [$"ETag: {tag}"] };
        }

        return start < content.Length
            ? new ServerAnswer
            {
                Status = 206,
                Body = content[(int)start..],
                Headers = [$"ETag: {tag}", $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}"],
            }
            : new ServerAnswer { Status = 416, Headers = [$"Content-Range: bytes */{content.Length}"] };
    }

    /// <summary>The same answer, broken off after so many bytes of the body.</summary>
    public ServerAnswer CutAt(int bytes, ServerEnding ending) =>
        this with { DeclaredLength = DeclaredLength ?? Body.Length, Body = Body[..Math.Min(bytes, Body.Length)], Ending = ending };
}
