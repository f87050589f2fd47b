using FashionRef.Engines;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>Keras' Adam on libtorch's tensors, in place.</summary>
internal static class TorchAdam
{
    /// <summary>Updates one weight and its moments.</summary>
    /// <param name="adam">The settings.</param>
    /// <param name="stepSize"><see cref="Adam.StepSize"/> of this step.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Of the mean loss of the batch.</param>
    /// <param name="first">Adam's m.</param>
    /// <param name="second">Adam's v.</param>
    public static void Update(Adam adam, double stepSize, Tensor weight, Tensor gradient, Tensor first, Tensor second)
    {
        first.AddInPlace(gradient - first, 1 - adam.Beta1);
        second.AddInPlace((gradient * gradient).sub_(second), 1 - adam.Beta2);
        weight.sub_(first.Times(stepSize).div_(second.sqrt().AddInPlace(adam.Epsilon)));
    }
}
