using System.Globalization;
using System.Text.Json;
using FashionRef.Training;

namespace FashionRef.Parity;

/// <summary>Reads traces. docs/parity.md shows the format.</summary>
public static class TraceFile
{
    /// <summary>Reads a trace and checks all of it against the model that it names.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (exit code 2).</exception>
    public static Trace Read(string path)
    {
        using JsonDocument document = Parse(path);
        if (JsonShape.Fault(document.RootElement, typeof(Trace)) is string misshapen)
        {
            throw Unfit(path, misshapen);
        }

        Trace trace = document.Deserialize<Trace>(JsonFormat.Options)!;
        return TraceCheck.Fault(trace) is string fault ? throw Unfit(path, fault) : trace;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return stream.Length > 0 ? JsonDocument.Parse(stream) : throw Unfit(path, "it is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FashionRefException(
                ExitCode.BadRequest, $"The trace '{path}' cannot be read: {exception.Message} Name a file that Keras wrote.", exception);
        }
        catch (JsonException exception)
        {
            // JSON counts lines and bytes from 0.
            string place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            throw Unfit(path, $"it is not JSON from {place} on (NaN and Infinity are no numbers of JSON)", exception);
        }
    }

    private static FashionRefException Unfit(string path, string fault, Exception? cause = null) =>
        new(ExitCode.BadRequest, $"'{path}' is no trace that can be replayed: {fault}. See docs/parity.md for the format.", cause);
}
