using FashionRef.Formats.Json;

namespace FashionRef.Parity;

/// <summary>Reads traces. docs/parity.md shows the format.</summary>
public static class TraceFile
{
    private static readonly JsonFileKind Kind = new(
        "trace", "trace that can be replayed", "Name a file that Keras wrote.", "See docs/parity.md for the format.");

    /// <summary>Reads a trace and checks all of it against the model that it names.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Trace Read(string path) => JsonFile.Read<Trace>(path, Kind, TraceCheck.Fault);
}
