using System.Text;
using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Training.Runs;

namespace FashionRef.Training.Compiled;

/// <summary>
/// A run of a model from a file after a whole epoch: a file of Keras with weights and the optimizer's state, and beside them what Keras passes
/// over, the run's settings and history.
/// </summary>
/// <param name="Settings">The run's settings.</param>
/// <param name="History">The finished epochs, in order.</param>
/// <param name="State">Weights and the optimizer's state.</param>
internal sealed record FileCheckpoint(RunSettings Settings, IReadOnlyList<EpochMetrics> History, TrainerState State)
{
    /// <summary>Writes it, by atomic rename.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="file">The model that is trained.</param>
    /// <param name="savedAt">The time that the file tells.</param>
    public void Write(string path, CompiledFile file, DateTimeOffset savedAt)
    {
        KerasContent content = file.With(State, JsonSerializer.Serialize(new Progress(Settings, [.. History]), JsonFormat.Options));
        content.Save(path, KerasFileKind.Archive, savedAt);
    }

    /// <summary>Reads one to go on from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The settings of the run: only the number of epochs may differ, and the threads if the bits do not depend on them.</param>
    /// <param name="file">The model that the run began with.</param>
    /// <exception cref="FashionRefException">It is damaged, or of another run (bad request).</exception>
    public static FileCheckpoint Read(string path, RunSettings settings, CompiledFile file)
    {
        Progress progress = ProgressOf(path);
        RunSettings made = progress.Settings with { Epochs = settings.Epochs };
        if (!settings.HasSameBitsAs(made))
        {
            throw Unfit(path, string.Join("; ", made.DifferencesFrom(settings)));
        }

        if (progress.History.Length > settings.Epochs)
        {
            throw Unfit(path, FormattableString.Invariant($"it has {progress.History.Length} epochs already, and this run asks for {settings.Epochs}"));
        }

        if (FieldFault.InOneSentence(RecordedHistory.Faults(progress.History)) is { } impossible)
        {
            throw Unfit(path, impossible);
        }

        TrainerState state = file.Again(path);
        return state.NotFinite() is { } fault ? throw Unfit(path, fault) : new FileCheckpoint(settings, progress.History, state);
    }

    private static Progress ProgressOf(string path)
    {
        using KerasFile read = KerasFile.Read(path);
        try
        {
            return read.Progress is { } json ? JsonText.Read<Progress>(Encoding.UTF8.GetBytes(json.GetRawText())) : throw Unfit(path, "it does not say how far its training has come");
        }
        catch (ContentFaultException fault)
        {
            throw Unfit(path, $"what it says of its training cannot be read ({fault.Message})");
        }
    }

    private static FashionRefException Unfit(string path, string why) => new(
        FaultKind.BadRequest, $"This run cannot continue from '{path}': {why}. A run continues only with the settings that it started with.")
    {
        Remedy = Remedy.LeaveTheCheckpoint,
    };

    private sealed record Progress(RunSettings Settings, EpochMetrics[] History);
}
