using System.Globalization;
using FashionRef.Engines;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Snapshots.Deviations;

/// <summary>
/// Whether the gradient of a pool goes to the first of equal maxima. In the notebook's models equal maxima have equal neighbourhoods,
/// so no weight would show it; here the kernel is zero, and every place of a 2 x 2 pool is equal above other pixels.
/// </summary>
internal static class TieCheck
{
    private static readonly Sequential Model = new(
        Shape.Of(3, 3, 1),
        [new Conv2D(1, 2, Activation.Linear, Padding.Valid), new MaxPooling2D(2), new Flatten(), new Dense(2, Activation.Softmax)]);

    /// <summary>A detection when it goes elsewhere, or null.</summary>
    public static Detection? First(PortedSteps steps)
    {
        BuiltModel built = Model.Build();
        double[][] numbers = [[0, 0, 0, 0], [0], [1, -1], [0, 0]];
        WeightValues[] weights = [.. built.Weights.Zip(numbers, (weight, values) => new WeightValues(weight.Path, weight.Shape, values))];
        using ITrainer trainer = new PortedEngine(steps with { KernelLimit = new PortedSteps().KernelLimit }, Precision.Float64)
            .CreateTrainer(built, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(built, weights));
        trainer.TrainStep([1, 2, 3, 4, 5, 6, 7, 8, 9], [0]);

        // Minus the pixels of the chosen place: 1, 2, 4 and 5 are the first place's.
        double gradient = trainer.GetState().FirstMoments[0].Values[0] / 0.1;
        return Math.Abs(gradient + 1) <= 1e-12
            ? null
            : new Detection("pool: gradient among equal maxima", string.Create(CultureInfo.InvariantCulture, $"{gradient:F0} instead of -1"));
    }
}
