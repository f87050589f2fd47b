using System.Collections.Immutable;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Backpropagation.Augmentation;

/// <summary>
/// The start of a model up to its last layer that changes images at random (RandomFlip, RandomTranslation, RandomRotation, RandomZoom,
/// RandomContrast). No weights are trained there: it prepares a batch, with float32 arithmetic in every precision, and a training computes the model
/// from the layer behind it on.
/// </summary>
public sealed class AugmentationChain
{
    private readonly IStage[] _stages;
    private readonly int _size;

    private AugmentationChain(IStage[] stages, int size)
    {
        _stages = stages;
        _size = size;
    }

    /// <summary>How many layers of a model's <see cref="BuiltModel.Chain"/> it computes, from the first on; 0 where none changes images.</summary>
    /// <param name="model">The model.</param>
    public static int LayersOf(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Array.FindLastIndex([.. model.Chain], layer => IsAugmentation(layer.Layer)) + 1;
    }

    /// <summary>Refuses a model with a layer that changes images elsewhere than at the start.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">There is one, or one does not get images (bad request).</exception>
    public static void Require(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Of(model, [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, new double[weight.Shape.Count]))]);
    }

    /// <summary>The chain of a model; null where no layer changes images.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights: a Normalization before may have some.</param>
    /// <exception cref="FashionRefException">
    /// A layer that changes images is not at the start, does not get images, or has a setting out of its range (bad request).
    /// </exception>
    public static AugmentationChain? Of(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        int count = LayersOf(model);
        if (count == 0)
        {
            return null;
        }

        BuiltLayer[] layers = [.. model.Chain.Take(count)];
        IReadOnlyDictionary<string, int> numbers = RandomLayers.Numbers(model);
        return new AugmentationChain([.. layers.Select(layer => Stage(layer, layers[^1], weights, numbers))], model.InputShape.Count);
    }

    /// <summary>Changes some images of a batch. An image's result depends on its place in the batch, not on the other images or on who computes it.</summary>
    /// <param name="images"><c>[samples, …]</c> in the model's input shape, row-major; changed in place.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">The step's random numbers.</param>
    public void Apply(Span<float> images, int first, int count, RandomStep random)
    {
        float[] scratch = new float[_size];
        for (int sample = first; sample < first + count; sample++)
        {
            foreach (IStage stage in _stages)
            {
                stage.Run(images.Slice(sample * _size, _size), scratch, sample, random);
            }
        }
    }

    private static bool IsAugmentation(Layer layer) => layer is RandomTransform or RandomFlip or RandomContrast;

    private static IStage Stage(BuiltLayer layer, BuiltLayer last, IReadOnlyList<WeightValues> weights, IReadOnlyDictionary<string, int> numbers) => layer.Layer switch
    {
        { ActivityRegularizer: not null } => throw Misplaced(layer, last),
        Rescaling rescaling => LinearStage.Of(rescaling),
        Normalization normalization => LinearStage.Of(
            normalization, layer.InputShape, normalization.Mean ?? Values(layer, "mean", weights), normalization.Variance ?? Values(layer, "variance", weights)),
        RandomFlip flip => new FlipStage(Image(layer, flip.DataFormat), flip.Mode, numbers[layer.Path]),
        RandomTransform transform => new TransformStage(Image(layer, transform.DataFormat), transform, numbers[layer.Path]),
        RandomContrast contrast => new ContrastStage(Image(layer, contrast.DataFormat), contrast, numbers[layer.Path]),
        _ => throw Misplaced(layer, last),
    };

    private static ImmutableArray<double> Values(BuiltLayer layer, string name, IReadOnlyList<WeightValues> weights)
    {
        string path = layer.Weights.First(weight => weight.Spec.Name == name).Path;
        return [.. weights.First(values => values.Path == path).Values];
    }

    private static ImageAxes Image(BuiltLayer layer, DataFormat format) => layer.InputShape.Rank == 3
        ? ImageAxes.Of(layer.InputShape, format)
        : throw new FashionRefException(
            FaultKind.BadRequest,
            $"'{layer.Name}' ({layer.Layer.TypeName}) got an input of shape {layer.InputShape}. It changes images, which have 3 axes besides the batch. Put it before Flatten.");

    private static FashionRefException Misplaced(BuiltLayer layer, BuiltLayer last) => new(
        FaultKind.BadRequest,
        $"'{last.Name}' ({last.Layer.TypeName}) changes images in the middle of the model, behind '{layer.Name}' ({layer.Layer.TypeName}). Legal before it are "
        + "Rescaling, Normalization and other layers that change images, without penalties on their outputs. Put it at the start of the model.");
}
