using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Runs;

/// <summary>A trained model in a file of Keras, to judge alone or as the model of a run.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Model">Its layers.</param>
/// <param name="Compilation">What it was compiled with; null where the file does not tell.</param>
/// <param name="OptimizerSteps">How many steps its optimizer has taken; null where the file does not tell.</param>
/// <param name="WeightsSha256">The hash of its weights, as a record has it.</param>
/// <param name="Test">Its answers for the test images.</param>
public sealed record TrainedFile(string Path, BuiltModel Model, KerasCompilation? Compilation, long? OptimizerSteps, string WeightsSha256, TestResult Test)
{
    /// <summary>The run that it is said to be the model of; null where it is judged alone.</summary>
    public RunRecord? Run { get; init; }

    /// <summary>Test accuracy.</summary>
    public double Accuracy => Test.Accuracy;

    /// <summary>Of a model and its answers.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="model">The model.</param>
    /// <param name="test">Its answers for the test images.</param>
    public static TrainedFile Of(string path, KerasModel model, TestResult test)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TrainedFile(path, model.Model, model.Compilation, model.OptimizerSteps, Float32Bytes.Sha256(model.Weights), test);
    }
}
