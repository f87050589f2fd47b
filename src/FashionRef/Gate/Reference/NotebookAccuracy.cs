using FashionRef.Models;

namespace FashionRef.Gate.Reference;

/// <summary>What the notebook itself shows: one run of each model, without a seed.</summary>
public static class NotebookAccuracy
{
    /// <summary>The test accuracy after the last epoch, in [0, 1].</summary>
    /// <param name="model">One of <see cref="NotebookModels.Numbers"/>.</param>
    public static double Of(int model) => model switch
    {
        1 => 0.8550,
        2 => 0.9089,
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "The notebook has models 1 and 2."),
    };
}
