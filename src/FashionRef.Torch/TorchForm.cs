namespace FashionRef.Torch;

/// <summary>How the engine uses libtorch to compute a model.</summary>
/// <param name="ChannelsLast">
/// Images and activations are channels-last in memory, as in Keras; libtorch then uses other kernels.
/// </param>
/// <param name="PoolsBeforeRelu">ReLU is applied after max pooling instead of before: a quarter of the work, the same bits.</param>
public sealed record TorchForm(bool ChannelsLast, bool PoolsBeforeRelu)
{
    /// <summary>As in a straightforward port: channels first, layer by layer.</summary>
    public static readonly TorchForm Plain = new(ChannelsLast: false, PoolsBeforeRelu: false);

    /// <summary>Everything that is faster without a disadvantage.</summary>
    public static readonly TorchForm Fast = new(ChannelsLast: true, PoolsBeforeRelu: true);
}
