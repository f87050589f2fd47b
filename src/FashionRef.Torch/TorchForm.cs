namespace FashionRef.Torch;

/// <summary>In which form the engine asks libtorch for what a model computes.</summary>
/// <param name="ChannelsLast">
/// Images and activations keep Keras' order in memory, the channels of a pixel side by side; libtorch then takes other kernels.
/// </param>
/// <param name="PoolsBeforeRelu">A ReLU in front of max pooling waits until behind it: a quarter of the work, the same bits.</param>
public sealed record TorchForm(bool ChannelsLast, bool PoolsBeforeRelu)
{
    /// <summary>As a port writes it down: planes of one channel each, layer after layer.</summary>
    public static readonly TorchForm Plain = new(ChannelsLast: false, PoolsBeforeRelu: false);

    /// <summary>What is faster for free.</summary>
    public static readonly TorchForm Fast = new(ChannelsLast: true, PoolsBeforeRelu: true);
}
