using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Torch;

namespace FashionRef.Tests.Torch;

/// <summary>Trainers of models so small that their numbers can be worked out by hand, in float64.</summary>
internal static class TinyTrainer
{
    /// <param name="model">The model.</param>
    /// <param name="loss">What the loss is taken of.</param>
    /// <param name="weights">The values of each weight, in Keras' order.</param>
    public static ITrainer Create(Sequential model, CrossEntropy loss, params double[][] weights)
    {
        BuiltModel built = model.Build();
        WeightValues[] values = [.. built.Weights.Zip(weights, (weight, numbers) => new WeightValues(weight.Path, weight.Shape, numbers))];
        return new TorchEngine(threads: 1, Precision.Float64)
            .CreateTrainer(built, loss, new Adam(0.01), TrainerState.Initial(built, values));
    }

    /// <summary>Every number of every weight, in Keras' order.</summary>
    public static double[] Weights(ITrainer trainer) => [.. trainer.GetState().Weights.SelectMany(weight => weight.Values)];
}
