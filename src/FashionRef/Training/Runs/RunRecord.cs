using System.Text.Json;
using System.Text.Json.Serialization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Formats.Json;

namespace FashionRef.Training.Runs;

/// <summary>
/// The record of a run, run.json: settings, machine, results, and the hashes that distinguish runs. Members that another program may not
/// know can be null.
/// </summary>
/// <param name="Format">The record's own format, <c>fashionref-run-1</c>.</param>
/// <param name="Settings">The settings that determine the run's bits.</param>
/// <param name="Parameters">The model's number of parameters.</param>
/// <param name="NonTrainableParameters">How many of them the optimizer does not update.</param>
/// <param name="Result">Accuracy and loss on the test set after the last epoch.</param>
/// <param name="Sha256">Hashes of the data and, in this program's runs, of weights and logits.</param>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Environment">The machine and the versions; null if the record lacks them.</param>
/// <param name="Code">The SHA-256 of the code that made it (<see cref="IEngine.Code"/>); null for other programs and older records.</param>
/// <param name="Study">Its place in the study that it was made for; null for other runs.</param>
public sealed record RunRecord(
    string Format,
    RunSettings Settings,
    long Parameters,
    long NonTrainableParameters,
    RunResult Result,
    RunHashes Sha256,
    IReadOnlyList<EpochMetrics> History,
    RunEnvironment? Environment = null,
    string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StudyMark? Study = null)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-run-1";

    /// <summary>The record of a completed run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">What it learned from and was judged by.</param>
    /// <param name="engine">What computed it.</param>
    /// <param name="time">Gives the time when it ended.</param>
    public static RunRecord Of(CompletedRun run, Dataset data, IEngine engine, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        RunHashes hashes = new(
            data.Sha256,
            Float32Bytes.Sha256(run.InitialWeights),
            Float32Bytes.Sha256(run.State.Weights),
            Float32Bytes.Sha256(run.Test.Logits));
        return new RunRecord(
            CurrentFormat,
            run.Settings,
            run.Model.ParameterCount,
            run.Model.NonTrainableParameterCount,
            RunResult.Of(run.Test),
            hashes,
            run.History,
            RunEnvironment.Current(engine, time),
            engine.Code);
    }

    /// <summary>The record as JSON text, ended by LF.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat.Options) + "\n";
}
