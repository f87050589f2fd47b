using System.Text.Json.Serialization;
using FashionRef.Data;
using FashionRef.Engines.Backpropagation;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies.Models;

/// <summary>A Keras file that runs of a study train, from new weights of their seeds.</summary>
/// <param name="Name">The file's name, as the runs' settings have it (<see cref="ModelSource.NameOf"/>).</param>
/// <param name="Sha256">Of the model's configuration, loss and optimizer (<see cref="CompiledFile.Sha256"/>).</param>
/// <param name="LearningRate">The optimizer's, that of the first step.</param>
public sealed record StudyModel(string Name, string Sha256, double LearningRate)
{
    private const int Pixels = FashionMnist.Height * FashionMnist.Width;
    private const int HashDigits = 12;

    /// <summary>What it holds; null where a study's folder alone was read.</summary>
    [JsonIgnore]
    public CompiledFile? File { get; init; }

    /// <summary>The name of its copy in a study's folder: files of one name and another content have other copies.</summary>
    [JsonIgnore]
    public string CopyName => $"{Name}-{Sha256[..HashDigits]}.json";

    /// <summary>Of a file that was read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="file">What it holds, without weights to start from.</param>
    internal static StudyModel Of(string path, CompiledFile file) => new(ModelSource.NameOf(path), file.Sha256, file.Compiled.Optimizer.Rate.Initial) { File = file };

    /// <summary>Refuses settings and data that it cannot be trained with; nothing where the file was not read.</summary>
    /// <param name="settings">The settings of a run.</param>
    /// <param name="data">The run's data.</param>
    /// <exception cref="FashionRefException">It is refused (bad request).</exception>
    internal void Require(RunSettings settings, StudyData data)
    {
        if (File?.Compiled is not { } compiled)
        {
            return;
        }

        if (settings.File!.Pixels == ModelSource.Unit && compiled.Model.ScalesPixels)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'settings.pixels' is {ModelSource.Unit}, and the model of '{Name}' begins with a layer that scales its inputs itself. Leave 'pixels' out.");
        }

        int kernelValues = InitialWeights.KernelValueCount(compiled.Model);
        if (settings.Jitter is { } jitter && (jitter < 0 || jitter >= kernelValues))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, Invariant($"'settings.jitter' is {jitter}, but must be from 0 to {kernelValues - 1}, the last kernel value of '{Name}'."));
        }

        TrainingChecks.RequireBatch(compiled, settings.BatchSize);
        TrainingChecks.RequireImages(compiled, Pixels, data.LargestLabel);
        RequireDigits(compiled);
    }

    // A run keeps one digit for each image that it was judged by.
    private void RequireDigits(CompiledModel compiled)
    {
        if (compiled.Model.ClassCount > FashionMnist.ClassNames.Count)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"The model of '{Name}' has {compiled.Model.ClassCount} outputs, and a study's data has the classes 0 to {FashionMnist.ClassNames.Count - 1}. Train a model with {FashionMnist.ClassNames.Count} outputs."));
        }
    }
}
