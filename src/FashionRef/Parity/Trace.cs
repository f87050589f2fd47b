using System.Text.Json.Serialization;
using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Parity;

/// <summary>
/// What Keras computed in one epoch, step by step, from weights and batches determined by a seed and an offset.
/// docs/parity.md shows the file.
/// </summary>
/// <param name="Model">The model's number in the notebook: 1 or 2.</param>
/// <param name="Precision">The precision that Keras computed with.</param>
/// <param name="Seed">Of the initial weights, see <see cref="Training.InitialWeights"/>.</param>
/// <param name="Offset">Of the batches, see <see cref="TraceOrder"/>.</param>
/// <param name="BatchSize">Images a step; the epoch's last step has the rest.</param>
/// <param name="LearningRate">Adam's.</param>
/// <param name="Weights">The model's weights in Keras' order.</param>
/// <param name="Steps">Loss and correct predictions of each step's batch, before the step.</param>
/// <param name="Marks">The weights after some steps, by the number of steps.</param>
/// <param name="FirstGradients">Of the first step's mean loss, by the weights' paths.</param>
/// <param name="Keras">Keras' version, if the trace has it.</param>
/// <param name="Backend">Keras' back end, if the trace has it.</param>
/// <param name="Pixels">The scale of the input images, if the trace has it.</param>
/// <param name="Optimizer">The optimizer, if the trace has it.</param>
public sealed record Trace(
    int Model,
    [property: JsonPropertyName("dtype")] Precision Precision,
    int Seed,
    long Offset,
    int BatchSize,
    double LearningRate,
    IReadOnlyList<TraceWeight> Weights,
    IReadOnlyList<BatchResult> Steps,
    IReadOnlyDictionary<int, TraceMark> Marks,
    IReadOnlyDictionary<string, Fingerprint> FirstGradients,
    string? Keras = null,
    string? Backend = null,
    string Pixels = Trace.RawPixels,
    string Optimizer = Trace.KerasAdam)
{
    /// <summary>The only <see cref="Pixels"/> that can be replayed.</summary>
    public const string RawPixels = "0..255, not divided";

    /// <summary>The only <see cref="Optimizer"/> that can be replayed.</summary>
    public const string KerasAdam = "Adam, Keras defaults";

    /// <summary>The first step after which the trace has trained weights, or null.</summary>
    /// <param name="isWanted">Which steps count.</param>
    public int? FirstTrained(Func<int, bool> isWanted) => Marks.Keys.Where(step => step > 0 && isWanted(step)).Select(step => (int?)step).Min();
}

/// <summary>A model after some steps.</summary>
/// <param name="Weights">Every weight's fingerprint by its path.</param>
/// <param name="Test">Its results on the test set, if it was evaluated.</param>
public sealed record TraceMark(IReadOnlyDictionary<string, Fingerprint> Weights, TraceTest? Test = null);

/// <summary>A model's results on the test set.</summary>
/// <param name="Correct">How many test images were predicted correctly.</param>
/// <param name="Loss">The mean of <c>-log(max(p, 1e-300))</c> over the test images, with p the probability of the label, in nats.</param>
/// <param name="FirstProbabilities">The class probabilities of the first test images.</param>
public sealed record TraceTest(
    int Correct,
    [property: JsonPropertyName("loss_from_probabilities")] double? Loss = null,
    IReadOnlyList<IReadOnlyList<double>>? FirstProbabilities = null)
{
    /// <summary>Smaller probabilities count as this.</summary>
    public const double LeastProbability = 1e-300;
}

/// <summary>A weight as a trace names it.</summary>
/// <param name="Path">Keras' path, for example <c>sequential/conv2d/kernel</c>.</param>
/// <param name="Shape">Keras' layout.</param>
public sealed record TraceWeight(string Path, IReadOnlyList<int> Shape);
