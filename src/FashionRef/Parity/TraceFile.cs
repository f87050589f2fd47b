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
        Trace trace;
        try
        {
            using FileStream stream = File.OpenRead(path);
            trace = JsonSerializer.Deserialize<Trace>(stream, JsonFormat.Options) ?? throw Unfit(path, "it holds nothing");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FashionRefException(ExitCode.BadRequest, $"'{path}' cannot be read: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw Unfit(path, exception.Message, exception);
        }

        return TraceCheck.Fault(trace) is string fault ? throw Unfit(path, fault) : trace;
    }

    private static FashionRefException Unfit(string path, string fault, Exception? cause = null) => new(
        ExitCode.BadRequest,
        string.Create(CultureInfo.InvariantCulture, $"'{path}' is no trace that can be replayed: {fault.TrimEnd('.')}. See docs/parity.md for the format."),
        cause);
}
