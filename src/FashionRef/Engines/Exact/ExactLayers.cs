using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact;

/// <summary>The stages that compute a model, created from its layer records.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactLayers<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly BuiltModel _model;

    /// <summary>Creates the stages with weights of zero.</summary>
    /// <param name="model">The model.</param>
    /// <param name="team">Shares the work.</param>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactLayers(BuiltModel model, ThreadTeam team)
    {
        if (ExactSupport.Refusal(model) is { } refusal)
        {
            throw refusal;
        }

        _model = model;
        Images = new Activations(PlaneLayout.OfImages(model.InputShape, ConvolutionAt(0)));
        Features = Images;
        int next = AddConvolutions();
        Activations activations = Features;
        for (int i = next; i < model.Chain.Length; i++)
        {
            activations = AddBatchStage(i, activations, team);
        }

        Logits = activations;
    }

    /// <summary>The images as float32.</summary>
    public Activations Images { get; }

    /// <summary>The convolutions' output, the input of the first dense layer.</summary>
    public Activations Features { get; private set; }

    /// <summary>The last layer's output before its softmax.</summary>
    public Activations Logits { get; }

    /// <summary>In the order in which data flows.</summary>
    public List<ConvolutionStage<TLanes>> Convolutions { get; } = [];

    /// <summary>In the order in which data flows.</summary>
    public List<IBatchStage> BatchStages { get; } = [];

    /// <summary>All weights.</summary>
    public IEnumerable<Parameter> Parameters =>
        Convolutions.SelectMany(stage => new[] { stage.Kernel, stage.Bias }).Concat(BatchStages.SelectMany(stage => stage.Parameters));

    // Returns the index of the first layer after the convolutions.
    private int AddConvolutions()
    {
        int i = 0;
        while (LayerAt(i) is Conv2D)
        {
            BuiltLayer layer = _model.Chain[i];
            bool pools = LayerAt(i + 1) is MaxPooling2D;
            i += pools ? 2 : 1;
            Activations output = new(PlaneLayout.Of(_model.Chain[i - 1].OutputShape, ConvolutionAt(i)));
            Convolutions.Add(new ConvolutionStage<TLanes>(layer, pools, Features, output));
            Features = output;
        }

        return i;
    }

    private Activations AddBatchStage(int index, Activations input, ThreadTeam team)
    {
        BuiltLayer layer = _model.Chain[index];
        if (layer.Layer is Flatten)
        {
            return input;
        }

        Activations output = new(PlaneLayout.Of(layer.OutputShape, next: null));
        BatchStages.Add(layer.Layer is Dense
            ? new DenseStage<TLanes>(layer, input, inputHasGradients: BatchStages.Count > 0 || Convolutions.Count > 0, output, team)
            : new NormalizationStage<TLanes>(layer, input, output));
        return output;
    }

    private Layer? LayerAt(int index) => index < _model.Chain.Length ? _model.Chain[index].Layer : null;

    private Conv2D? ConvolutionAt(int index) => LayerAt(index) as Conv2D;
}
