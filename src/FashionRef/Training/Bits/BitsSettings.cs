using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Training.Bits;

/// <summary>The settings, besides the engine, that determine the bits of some training steps on synthetic images.</summary>
/// <param name="Model">The model's number in the notebook.</param>
/// <param name="Steps">How many training steps, at least 1.</param>
/// <param name="BatchSize">Images a step, at least 1; as many are predicted in the end.</param>
/// <param name="Seed">Of the initial weights and the images, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
public sealed record BitsSettings(int Model, int Steps, int BatchSize, int Seed)
{
    /// <summary>As text, for example <c>Model-1, seed 1, 3 steps of 128 images</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{NotebookModels.Title(Model)}, seed {Seed}, {Steps} {(Steps == 1 ? "step" : "steps")} of {BatchSize} {(BatchSize == 1 ? "image" : "images")}");
}
