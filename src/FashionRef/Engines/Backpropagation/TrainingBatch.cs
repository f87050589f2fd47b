using System.Numerics;

namespace FashionRef.Engines.Backpropagation;

/// <summary>The samples of one step. Arrays may be longer than needed; what is behind the last sample is not read.</summary>
/// <typeparam name="T">The type of the weights.</typeparam>
/// <param name="Samples">How many, at least 1.</param>
/// <param name="Inputs"><c>[samples, …]</c> in the model's input shape, row-major.</param>
/// <param name="Targets"><c>[samples, outputs]</c>, also for losses whose targets are numbers of classes: there one-hot.</param>
/// <param name="SampleWeights">One for each sample; null where all are 1.</param>
/// <param name="Random">The step's random numbers.</param>
public sealed record TrainingBatch<T>(int Samples, T[] Inputs, T[] Targets, T[]? SampleWeights, RandomStep Random)
    where T : struct, IBinaryFloatingPointIeee754<T>;
