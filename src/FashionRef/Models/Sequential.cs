using System.Collections.Immutable;
using System.Globalization;

namespace FashionRef.Models;

/// <summary>
/// A model as data: layers, one after the other; also a functional model whose layers form a chain. Everything else is derived by
/// <see cref="Build"/>. A model may be a layer of another.
/// </summary>
/// <param name="InputShape">For one sample, for example <c>[height, width, channels]</c>; null where it is what the model is built for.</param>
/// <param name="Layers">In the order in which data flows.</param>
public sealed record Sequential(Shape? InputShape, ImmutableArray<Layer> Layers) : Layer
{
    /// <summary>More models inside each other than any real one has.</summary>
    public const int DeepestNesting = 16;

    /// <summary>Whether it is one of Keras' functional models: its layers begin with an input layer.</summary>
    public bool IsFunctional { get; init; }

    /// <inheritdoc/>
    public override string TypeName => IsFunctional ? "Functional" : "Sequential";

    /// <summary>Derives shapes, names and weights.</summary>
    /// <param name="names">The names in use; a new one gives the names of a fresh Keras session.</param>
    /// <param name="inputShape">The shape of a sample for a model that has none of its own.</param>
    /// <exception cref="FashionRefException">
    /// A layer cannot take the output of the layer before it, two have one name, or an array would be too large (bad request).
    /// </exception>
    public BuiltModel Build(KerasNames? names = null, Shape? inputShape = null)
    {
        BuiltModel model = BuildIn(names ?? new KerasNames(), InputShape ?? inputShape ?? throw Unshaped(), parent: null, isTrainable: true);
        return model.Weights.GroupBy(weight => weight.Path).FirstOrDefault(group => group.Skip(1).Any()) is { } same
            ? throw new FashionRefException(
                FaultKind.BadRequest, $"The model '{model.Name}' has two weights of the path '{same.Key}'. Give layers names without slashes.")
            : model;
    }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Inside(input).Layers[^1].OutputShape;

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input) => [.. Inside(input).Weights.Select(weight => weight.Spec)];

    private BuiltModel Inside(Shape input) => BuildIn(new KerasNames(), input, parent: null, isTrainable: true);

    private BuiltModel BuildIn(KerasNames names, Shape input, string? parent, bool isTrainable)
    {
        if (Layers.IsEmpty)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"The model '{Name ?? TypeName}' has no layers. Name one with layers.");
        }

        if (InputShape is { } own && own != input)
        {
            throw Unfit(input, $"It takes inputs of shape {own}.");
        }

        string name = Name ?? names.Next(TypeName);
        string path = parent is null ? name : $"{parent}/{name}";
        HashSet<string> used = [];
        ImmutableArray<BuiltLayer>.Builder built = ImmutableArray.CreateBuilder<BuiltLayer>(Layers.Length);
        Shape shape = Countable(this, input);
        foreach (Layer layer in Layers)
        {
            BuiltLayer next = BuildLayer(names, layer, shape, path, isTrainable && IsTrainable);
            if (!used.Add(next.Name))
            {
                throw new FashionRefException(FaultKind.BadRequest, $"The model '{name}' has two layers of the name '{next.Name}'. Give each layer a name of its own.");
            }

            built.Add(next);
            shape = next.OutputShape;
        }

        return new BuiltModel(name, input, built.MoveToImmutable()) { Definition = this };
    }

    private static BuiltLayer BuildLayer(KerasNames names, Layer layer, Shape input, string path, bool isTrainable)
    {
        if (layer is Sequential nested)
        {
            BuiltModel model = nested.BuildIn(names, input, path, isTrainable);
            return new BuiltLayer(model.Name, layer, input, model.Layers[^1].OutputShape, [.. model.Weights])
            {
                Path = $"{path}/{model.Name}",
                Model = model,
                IsTrainable = isTrainable && nested.IsTrainable,
            };
        }

        string name = layer.Name ?? names.Next(layer.TypeName);
        Shape output = Countable(layer, layer.OutputShape(input));
        bool trains = isTrainable && layer.IsTrainable;
        ImmutableArray<Weight> weights =
        [
            .. layer.Weights(input).Select(spec => new Weight($"{path}/{name}/{spec.Name}", spec with
            {
                Shape = Countable(layer, spec.Shape),
                IsTrainable = spec.IsTrainable && trains,
                Initializer = layer.Initializers.GetValueOrDefault(spec.Name, spec.Initializer),
                Type = spec.Type == NumberType.Float32 ? layer.WeightType : spec.Type,
            })),
        ];
        return new BuiltLayer(name, layer, input, output, weights) { Path = $"{path}/{name}", IsTrainable = trains };
    }

    // Counts are products; they must fit into an int before anything multiplies.
    private static Shape Countable(Layer layer, Shape shape)
    {
        double count = shape.Dimensions.Aggregate(1.0, (product, size) => product * size);
        return count <= int.MaxValue
            ? shape
            : throw new FashionRefException(
                FaultKind.BadRequest,
                string.Create(CultureInfo.InvariantCulture, $"{layer.TypeName}{(layer.Name is null ? "" : $" '{layer.Name}'")} needs an array of shape {shape}. Arrays of more than {int.MaxValue} numbers are not computed."));
    }

    private FashionRefException Unshaped() => new(
        FaultKind.BadRequest, $"The model '{Name ?? TypeName}' does not say the shape of its input. Say it.")
    { Remedy = Remedy.NameTheInput };
}
