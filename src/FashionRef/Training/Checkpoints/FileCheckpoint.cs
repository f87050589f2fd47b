using System.Text;
using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Training.Checkpoints;

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
        Continuation.Require(path, settings, progress.Settings, progress.History);
        TrainerState state = file.Again(path);
        return state.NotFinite() is { } fault ? throw Continuation.Refused(path, fault) : new FileCheckpoint(settings, progress.History, state);
    }

    private static Progress ProgressOf(string path)
    {
        using KerasFile read = KerasFile.Read(path);
        try
        {
            return read.Progress is { } json ? JsonText.Read<Progress>(Encoding.UTF8.GetBytes(json.GetRawText())) : throw Continuation.Refused(path, "it does not say how far its training has come");
        }
        catch (ContentFaultException fault)
        {
            throw Continuation.Refused(path, $"what it says of its training cannot be read ({fault.Message})");
        }
    }

    private sealed record Progress(RunSettings Settings, EpochMetrics[] History);
}
