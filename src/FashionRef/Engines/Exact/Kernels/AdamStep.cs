using FashionRef.Models;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>The constants of one step of <see cref="Adam"/>, as float32.</summary>
/// <param name="StepSize">alpha, <see cref="Adam.StepSize"/>.</param>
/// <param name="FirstRate">1 - beta1.</param>
/// <param name="SecondRate">1 - beta2.</param>
/// <param name="Epsilon">Added to the divisor.</param>
internal readonly record struct AdamStep(float StepSize, float FirstRate, float SecondRate, float Epsilon)
{
    /// <summary>The constants of a step.</summary>
    /// <param name="adam">The settings.</param>
    /// <param name="step">From 1.</param>
    public static AdamStep Of(Adam adam, long step) =>
        new((float)adam.StepSize(step, Precision.Float32), (float)(1 - adam.Beta1), (float)(1 - adam.Beta2), (float)adam.Epsilon);
}
