using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>What is written of a model of this program.</summary>
internal static class SavedProgramModel
{
    private const string Optimizer = "adam";

    /// <summary>The model with a generated configuration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">The values of its weights, in its order.</param>
    /// <param name="training">Adam's state, or null.</param>
    public static SavedModel Of(BuiltModel model, IReadOnlyList<WeightValues> weights, KerasTraining? training)
    {
        Weight[] wanted = [.. model.Weights];
        return new SavedModel(
            model,
            GeneratedConfiguration.Of(model, training?.Compilation),
            wanted.Zip(Arrays(wanted, weights)).ToDictionary(pair => pair.First, pair => pair.Second),
            training is null ? null : State(model, training));
    }

    private static SavedOptimizer State(BuiltModel model, KerasTraining training)
    {
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        Hdf5NewDataset[] arrays =
        [
            new([], Hdf5Type.Int64, [training.Step]),
            new([], Hdf5Type.Float32, [training.Rate]),
            .. Arrays(trainable, training.FirstMoments).Zip(Arrays(trainable, training.SecondMoments)).SelectMany(pair => new[] { pair.First, pair.Second }),
        ];
        return new SavedOptimizer(Optimizer, SavedOptimizerState.Named(Optimizer, model, OptimizerLayout.Of(Optimizer, config: null, model), arrays, stored: null));
    }

    /// <summary>What is written of weights.</summary>
    /// <param name="weights">Of a model, in its order.</param>
    /// <param name="values">Theirs.</param>
    /// <exception cref="ArgumentException">They are not the model's.</exception>
    public static IEnumerable<Hdf5NewDataset> Arrays(Weight[] weights, IReadOnlyList<WeightValues> values)
    {
        if (!weights.Select(weight => (weight.Path, weight.Shape)).SequenceEqual(values.Select(array => (array.Path, array.Shape))))
        {
            throw new ArgumentException("The arrays are not those of the model, in its order.", nameof(values));
        }

        return weights.Zip(values, (weight, array) => new Hdf5NewDataset([.. array.Shape.Dimensions.Select(size => (long)size)], SavedFile.TypeOf(weight.Spec.Type), array.Values));
    }
}
