using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;

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
        if (model.InputShape.Rank != 3)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"The exact engine got samples of shape {model.InputShape}. It takes images: [height, width, channels].");
        }

        _model = model;
        Images = new Activations(PlaneLayout.OfImages(model.InputShape, ConvolutionAt(0)));
        Features = Images;
        int next = AddConvolutions();
        Activations activations = Features;
        for (int i = next; i < model.Layers.Length; i++)
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
        while (i < _model.Layers.Length && _model.Layers[i].Layer is Conv2D or MaxPooling2D)
        {
            BuiltLayer layer = _model.Layers[i];
            if (layer.Layer is not Conv2D { KernelSize: ConvolutionStage<TLanes>.KernelSize, Activation: Activation.Relu or Activation.Linear })
            {
                throw NoKernel(i, "convolutions of 3 x 3 with ReLU or without activation, each followed by at most one pooling of 2 x 2");
            }

            bool pools = LayerAt(i + 1) is MaxPooling2D;
            if (pools && LayerAt(i + 1) is not MaxPooling2D { PoolSize: 2 })
            {
                throw NoKernel(i + 1, "poolings of 2 x 2");
            }

            i += pools ? 2 : 1;
            Activations output = new(PlaneLayout.Of(_model.Layers[i - 1].OutputShape, ConvolutionAt(i)));
            Convolutions.Add(new ConvolutionStage<TLanes>(layer, pools, Features, output));
            Features = output;
        }

        return i;
    }

    private Activations AddBatchStage(int index, Activations input, ThreadTeam team)
    {
        BuiltLayer layer = _model.Layers[index];
        Activations output = new(PlaneLayout.Of(layer.OutputShape, next: null));
        bool isFirst = BatchStages.Count == 0;
        switch (layer.Layer)
        {
            case Flatten:
                return input;
            case Dense { Activation: Activation.Relu or Activation.Linear }:
            case Dense { Activation: Activation.Softmax } when index == _model.Layers.Length - 1:
                BatchStages.Add(new DenseStage<TLanes>(layer, input, inputHasGradients: !isFirst || Convolutions.Count > 0, output, team));
                return output;
            case BatchNormalization when !isFirst:
                BatchStages.Add(new NormalizationStage<TLanes>(layer, input, output));
                return output;
            default:
                throw NoKernel(index, "Dense with ReLU, without activation, or with softmax as the last layer, and BatchNormalization after Dense");
        }
    }

    private Layer? LayerAt(int index) => index < _model.Layers.Length ? _model.Layers[index].Layer : null;

    private Conv2D? ConvolutionAt(int index) => LayerAt(index) as Conv2D;

    private FashionRefException NoKernel(int index, string known)
    {
        BuiltLayer layer = _model.Layers[index];
        return new FashionRefException(
            FaultKind.BadRequest,
            $"The exact engine has no kernel for '{layer.Name}' ({layer.Layer}, input {layer.InputShape}). It knows {known}. "
            + "Change the layer, or take an engine that has one.");
    }
}
