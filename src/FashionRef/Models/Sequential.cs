using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary>A model as data: layers, one after the other. Everything else is derived by <see cref="Build"/>.</summary>
/// <param name="InputShape">For one sample: <c>[height, width, channels]</c>.</param>
/// <param name="Layers">In the order in which data flows; the last one is a softmax over the classes.</param>
public sealed record Sequential(Shape InputShape, ImmutableArray<Layer> Layers)
{
    /// <summary>Derives shapes, names and weights.</summary>
    /// <param name="names">The names in use; a new one gives the names of a fresh Keras session.</param>
    /// <exception cref="FashionRefException">A layer cannot take the output of the layer before it (bad request).</exception>
    public BuiltModel Build(KerasNames? names = null)
    {
        if (Layers is not [.., Dense { Activation: Activation.Softmax }])
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                "The last layer is not a Dense layer with softmax: training takes the loss of its logits. Add one with a unit for each class.");
        }

        names ??= new KerasNames();
        string modelName = names.Next(nameof(Sequential));
        ImmutableArray<BuiltLayer>.Builder built = ImmutableArray.CreateBuilder<BuiltLayer>(Layers.Length);
        Shape shape = InputShape;
        foreach (Layer layer in Layers)
        {
            string name = names.Next(layer.TypeName);
            Shape output = layer.OutputShape(shape);
            ImmutableArray<Weight> weights = [.. layer.Weights(shape).Select(spec => new Weight($"{modelName}/{name}/{spec.Name}", spec))];
            built.Add(new BuiltLayer(name, layer, shape, output, weights));
            shape = output;
        }

        return new BuiltModel(modelName, InputShape, built.MoveToImmutable());
    }
}
