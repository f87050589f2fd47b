using System.Globalization;
using System.Text;
using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Training.Checkpoints;

/// <summary>Everything that a run needs to continue after a whole epoch with the same bits.</summary>
/// <param name="Settings">The run's settings.</param>
/// <param name="History">The finished epochs, in order.</param>
/// <param name="State">Weights, moments and the count of steps.</param>
public sealed record Checkpoint(RunSettings Settings, IReadOnlyList<EpochMetrics> History, TrainerState State)
{
    private const string FormatKey = "format";
    private const string Format = "fashionref-checkpoint-2";
    private const string OlderFormat = "fashionref-checkpoint-1";
    private const string SettingsKey = "settings";
    private const string HistoryKey = "history";
    private const string StepKey = "step";
    private const string ChecksumKey = "sha256";

    /// <summary>Writes the checkpoint as a safetensors file, by atomic rename.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be written (machine cannot).</exception>
    public void Write(string path)
    {
        WeightValues[] arrays = [.. State.Arrays];
        Dictionary<string, string> metadata = new()
        {
            [FormatKey] = Format,
            [SettingsKey] = JsonSerializer.Serialize(Settings, JsonFormat.Options),
            [HistoryKey] = JsonSerializer.Serialize(History, JsonFormat.Options),
            [StepKey] = State.Step.ToString(CultureInfo.InvariantCulture),
        };
        metadata[ChecksumKey] = new SafetensorsContent(arrays, metadata).Sha256();
        SafetensorsFile.Write(path, arrays, metadata);
    }

    /// <summary>Reads a checkpoint to continue from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The settings of the run to continue: only the number of epochs may differ, and the threads if the bits do not
    /// depend on them.</param>
    /// <param name="model">The model.</param>
    /// <param name="stepsPerEpoch">How many steps an epoch of the run has.</param>
    /// <exception cref="FashionRefException">The file is damaged, or of another run or model (bad request).</exception>
    public static Checkpoint Read(string path, RunSettings settings, BuiltModel model, int stepsPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsContent content = SafetensorsFile.Read(path);
        RequireUnchanged(path, content);
        (RunSettings made, EpochMetrics[] history, long step) = Metadata(path, content.Metadata);
        Continuation.Require(path, settings, made, history);
        // The checksum proves that the file is whole, not that its content is possible.
        long steps = (long)history.Length * stepsPerEpoch;
        if (step != steps)
        {
            throw Continuation.Refused(path, Invariant($"it has {step} steps, but {history.Length} epochs of {stepsPerEpoch} steps are {steps}"));
        }

        TrainerState state = StateOf(path, content, model, step);
        return state.NotFinite() is { } fault ? throw Continuation.Refused(path, fault) : new Checkpoint(settings, history, state);
    }

    private static void RequireUnchanged(string path, SafetensorsContent content)
    {
        string? format = content.Metadata.GetValueOrDefault(FormatKey);
        if (format == OlderFormat)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"This run cannot continue from '{path}': an older version of the program wrote it, without a checksum.")
            {
                Remedy = Remedy.LeaveTheCheckpoint,
            };
        }

        if (format != Format)
        {
            throw Continuation.Refused(path, $"its format is not '{Format}'");
        }

        Dictionary<string, string> summed = content.Metadata.Where(text => text.Key != ChecksumKey).ToDictionary();
        if (content.Metadata.GetValueOrDefault(ChecksumKey) != (content with { Metadata = summed }).Sha256())
        {
            throw Continuation.Refused(path, "its content has changed, since its checksum does not match");
        }
    }

    private static (RunSettings Settings, EpochMetrics[] History, long Step) Metadata(string path, IReadOnlyDictionary<string, string> texts)
    {
        try
        {
            return (
                JsonText.Read<RunSettings>(Encoding.UTF8.GetBytes(texts[SettingsKey])),
                JsonText.Read<EpochMetrics[]>(Encoding.UTF8.GetBytes(texts[HistoryKey])),
                long.Parse(texts[StepKey], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is ContentFaultException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw Continuation.Refused(path, $"its metadata cannot be read ({exception.Message})");
        }
    }

    private static TrainerState StateOf(string path, SafetensorsContent content, BuiltModel model, long step)
    {
        try
        {
            return TrainerState.FromArrays(model, content.Arrays, step);
        }
        catch (ContentFaultException fault)
        {
            throw Continuation.Refused(path, $"{fault.Message}: the model's layers were changed");
        }
    }
}
