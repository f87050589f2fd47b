using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Training.Runs;

/// <summary>
/// Whether a run is up to date: its record has these settings, this data and this code, and the weights beside it have the record's
/// hash. Nothing else counts: no file time, commit or version.
/// </summary>
public static class FinishedRun
{
    /// <summary>Why a run is not up to date, to continue a sentence about it; null if it is.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="settings">The settings that it must have.</param>
    /// <param name="data">The SHA-256 of each data file by its name.</param>
    /// <param name="code">The hash of the current code (<see cref="IEngine.Code"/>).</param>
    public static string? Fault(RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string> data, string code)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        if (!File.Exists(folder.Record))
        {
            return "does not exist";
        }

        // The user did not name these files, so do not wait at a pipe.
        if (folder.Results.FirstOrDefault(file => FileFacts.Of(file) is { IsRegular: false }) is { } other)
        {
            return $"has something that is not a file in the place of '{Path.GetFileName(other)}'";
        }

        try
        {
            RunRecord record = RunRecordFile.Read(folder.Record);
            return !settings.HasSameBitsAs(record.Settings) ? $"has other settings: {string.Join("; ", record.Settings.DifferencesFrom(settings))}"
                : record.Code is null ? "does not say which code made it"
                : record.Code != code ? "was made by other code"
                : !record.Sha256.Data.OrderBy(file => file.Key, StringComparer.Ordinal).SequenceEqual(data.OrderBy(file => file.Key, StringComparer.Ordinal)) ? "was made from other data"
                : folder.Results.FirstOrDefault(file => !File.Exists(file)) is { } missing ? $"lacks '{Path.GetFileName(missing)}'"
                : WeightsHash(folder, settings) != record.Sha256.TrainedWeights ? "has weights with another hash than its record's"
                : null;
        }
        catch (FashionRefException exception)
        {
            return $"cannot be read ({exception.Message.TrimEnd('.')})";
        }
    }

    private static string WeightsHash(RunFolder folder, RunSettings settings) =>
        Float32Bytes.Sha256(settings.File is null
            ? KerasWeights.Load(SafetensorsFile.Read(folder.Weights), NotebookModels.Get(settings.Model).Build(), folder.Weights)
            : SafetensorsFile.Read(folder.Weights).Arrays);
}
