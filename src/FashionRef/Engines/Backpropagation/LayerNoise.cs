using System.Numerics;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Backpropagation;

/// <summary>The numbers of dropouts and noise in one step of training, the same for every engine and number of threads.</summary>
public static class LayerNoise
{
    /// <summary>Whether a layer's numbers are added to its input; else the input is multiplied by them, and so is the gradient.</summary>
    /// <param name="layer">A dropout or noise.</param>
    public static bool IsAdded(TrainingOnly layer) => layer is GaussianNoise;

    /// <summary>
    /// Computes a layer's numbers from a place on: of Dropout 0 or <c>1/(1 - rate)</c>, of SpatialDropout2D the same for each plane
    /// (<c>sample·channels + channel</c>), of GaussianDropout <c>1 + sqrt(rate/(1 - rate))·z</c>, of GaussianNoise <c>stddev·z</c>. Each is computed in
    /// double and rounded once.
    /// </summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="layer">The layer; its settings are legal, see <see cref="TrainingOnly.RequireTrainable"/>.</param>
    /// <param name="number">The layer's number, see <see cref="RandomLayers.Numbers"/>.</param>
    /// <param name="random">The step's random numbers.</param>
    /// <param name="first">The first place, row-major in the layer's input with all samples; of SpatialDropout2D the first plane.</param>
    /// <param name="values">Receives the numbers.</param>
    /// <exception cref="ArgumentException">The layer is neither dropout nor noise.</exception>
    public static void Fill<T>(TrainingOnly layer, int number, RandomStep random, long first, Span<T> values)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (RandomLayers.IsDropout(layer))
        {
            random.Choose(number, first, layer.Rate, T.CreateTruncating(1 / (1 - layer.Rate)), values);
            return;
        }

        (double mean, double deviation) = layer switch
        {
            GaussianNoise noise => (0.0, noise.Stddev),
            GaussianDropout dropout => (1.0, dropout.Stddev),
            _ => throw new ArgumentException($"{layer.ClassName} is neither dropout nor noise.", nameof(layer)),
        };
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(mean + (deviation * random.Normal(number, first + i)));
        }
    }
}
