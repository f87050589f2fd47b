using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Training.Runs;

/// <summary>
/// Whether a run is there already: its record tells these settings, this data and this code, and the weights beside it are the
/// record's. Nothing else counts: no time of a file, no commit, no version.
/// </summary>
public static class FinishedRun
{
    /// <summary>What keeps a run from being there, as the end of a sentence on it; null when it is.</summary>
    /// <param name="folder">Where its files stand.</param>
    /// <param name="settings">What it must be of.</param>
    /// <param name="data">The SHA-256 of each data file by its name.</param>
    /// <param name="code">The code that would make it now (<see cref="IEngine.Code"/>).</param>
    public static string? Fault(RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string> data, string code)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        if (!File.Exists(folder.Record))
        {
            return "is not there";
        }

        // Nobody asked for them: a pipe would be waited at.
        if (folder.Results.FirstOrDefault(file => FileFacts.Of(file) is { IsRegular: false }) is { } other)
        {
            return $"has no file, but something else, in the place of '{Path.GetFileName(other)}'";
        }

        try
        {
            RunRecord record = RunRecordFile.Read(folder.Record);
            return !settings.HasSameBitsAs(record.Settings) ? "has other settings"
                : record.Code is null ? "does not tell of which code it is"
                : record.Code != code ? "is of other code"
                : !record.Sha256.Data.OrderBy(file => file.Key, StringComparer.Ordinal).SequenceEqual(data.OrderBy(file => file.Key, StringComparer.Ordinal)) ? "is of other data"
                : folder.Results.FirstOrDefault(file => !File.Exists(file)) is { } missing ? $"lacks '{Path.GetFileName(missing)}'"
                : WeightsHash(folder, settings) != record.Sha256.TrainedWeights ? "has weights that are not its record's"
                : null;
        }
        catch (FashionRefException exception)
        {
            return $"cannot be read ({exception.Message.TrimEnd('.')})";
        }
    }

    private static string WeightsHash(RunFolder folder, RunSettings settings) =>
        Float32Bytes.Sha256(KerasWeights.Load(SafetensorsFile.Read(folder.Weights), NotebookModels.Get(settings.Model).Build(), folder.Weights));
}
