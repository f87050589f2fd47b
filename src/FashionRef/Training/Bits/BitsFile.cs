using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;

namespace FashionRef.Training.Bits;

/// <summary>Reads and writes stored bits.</summary>
public static class BitsFile
{
    private static readonly JsonFileKind Kind = new(
        "file of bits", "file of bits", "The command 'bits' writes one.", "The command 'bits' writes a correct one, into a new file.");

    /// <summary>Reads a file.</summary>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static BitsRecord Read(string path) => JsonFile.Read<BitsRecord>(path, Kind, Fault);

    /// <summary>Adds runs to a file, which is made when it is missing; runs of the same engine and settings are replaced.</summary>
    /// <exception cref="FashionRefException">It holds something else (bad request) or cannot be written (machine cannot).</exception>
    public static void Store(string path, IEnumerable<BitsRun> runs)
    {
        // A pipe or a device has no content to add to.
        bool isFile = File.Exists(path) && FileFacts.Of(path) is not { IsRegular: false };
        BitsRecord before = isFile ? Read(path) : BitsRecord.Empty;
        BitsRecord after = runs.Aggregate(before, (record, run) => record.With(run));
        AtomicFile.WriteText(path, JsonSerializer.Serialize(after, JsonFormat.Options) + "\n");
    }

    private static string? Fault(BitsRecord record)
    {
        if (record.Format != BitsRecord.CurrentFormat)
        {
            return $"'format' is '{record.Format}', but must be '{BitsRecord.CurrentFormat}'";
        }

        // Of two equal entries only the first would ever be compared.
        if (record.Runs.Select((run, i) => record.Runs.Take(i).Any(run.HasSettingsOf) ? run : null).OfType<BitsRun>().FirstOrDefault() is { } twice)
        {
            return $"'runs' holds {twice.Settings} of engine {twice.Engine} twice";
        }

        // Otherwise two empty hashes would be equal.
        return record.Runs.SelectMany(run => new[] { run.Weights, run.Logits }).FirstOrDefault(hash => !Sha256Text.IsHash(hash)) is { } wrong
            ? $"it has '{wrong}', which must be {Sha256Text.Legal}"
            : null;
    }
}
