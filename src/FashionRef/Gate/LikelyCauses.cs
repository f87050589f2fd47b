using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training;

namespace FashionRef.Gate;

/// <summary>
/// Likely causes of a failed check, in the words of docs/deviations.md: mistakes that ports really have. Only those are listed that are
/// possible in the model and change its figures in that direction by that much.
/// </summary>
internal static class LikelyCauses
{
    private const double ClearlyOff = 3;

    // The ranges measured in whole trainings, slightly widened: the table in docs/deviations.md. A repeated shuffle is a mistake only
    // where correct runs shuffle anew. A gradient summed over the batch is not listed: Adam divides the factor out.
    private static readonly AccuracyCause[] Accuracies =
    [
        AccuracyCause.OfCollapse("learning rate 0.05", 1),
        AccuracyCause.OfCollapse("loss of clipped probabilities", 1),
        AccuracyCause.OfCollapse("softmax twice", 1),
        new("softmax twice", -0.06, 0, 2),
        new("the same shuffle every epoch", -0.03, 0, 1, 2) { IsOfShuffle = true },
        new("no shuffle", -0.03, 0, 1) { IsOfShuffle = true },
        new("no shuffle", -0.05, 0, 2) { IsOfShuffle = true },
        new("moving averages used while training", -0.1, 0, 2),
        new("batch statistics used for predictions", -0.02, 0, 2),
        new("pixels divided by 255", 0.01, 0.06, 1),
        new("pixels divided by 255", -0.05, 0, 2),
        new("learning rate 0.001", 0.01, 0.06, 1),
        new("learning rate 0.001", -0.5, 0, 2),
    ];

    private static readonly (string Name, Func<Layer, Layer> Change)[] Layers =
    [
        ("16 filters in the second convolution, as the notebook's text says", layer => layer is Conv2D { Filters: 32 } wide ? wide with { Filters = 16 } : layer),
        ("padding 'valid'", layer => layer is Conv2D same ? same with { Padding = Padding.Valid } : layer),
    ];

    /// <summary>Mistakes in the layers that give exactly these counts.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="parameters">The count that was found.</param>
    /// <param name="nonTrainable">How many of them the optimizer does not update.</param>
    public static IReadOnlyList<string> OfParameters(int model, long parameters, long nonTrainable)
    {
        Sequential right = NotebookModels.Get(model);
        return
        [
            .. Layers.Select(mistake => (mistake.Name, Model: (right with { Layers = [.. right.Layers.Select(mistake.Change)] }).Build()))
                .Where(mistake => (mistake.Model.ParameterCount, mistake.Model.NonTrainableParameterCount) == (parameters, nonTrainable))
                .Where(_ => parameters != right.Build().ParameterCount)
                .Select(mistake => mistake.Name),
        ];
    }

    /// <summary>Mistakes that explain the test accuracy.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">The shuffle of correct runs.</param>
    /// <param name="accuracy">The accuracy that was found.</param>
    /// <param name="right">The accuracy of correct runs.</param>
    public static IReadOnlyList<string> OfAccuracy(int model, Shuffle shuffle, double accuracy, double right) =>
    [
        .. Accuracies
            .Where(cause => cause.Models.Contains(model) && (shuffle == Shuffle.Anew || !cause.IsOfShuffle))
            .Where(cause => cause.Explains(accuracy, right))
            .Select(cause => cause.Name),
    ];

    /// <summary>Mistakes that explain runs' curves. They are known by what they do to the test accuracy: where it is right, none is likely.</summary>
    /// <param name="expectation">What the runs are compared with.</param>
    /// <param name="accuracy">The mean of their test accuracies.</param>
    /// <param name="distance">How far the curves' test accuracy is off, in standard errors.</param>
    public static IReadOnlyList<string> OfCurve(Expectation expectation, double accuracy, double distance) =>
        Math.Abs(distance) < ClearlyOff ? [] : OfAccuracy(expectation.Model, expectation.Shuffle, accuracy, expectation.Accuracy.Mean);

    /// <summary>Mistakes that explain other initial weights than the seed's.</summary>
    public static IReadOnlyList<string> OfInitialWeights { get; } =
        ["He initialisation", "LeCun initialisation", "PyTorch's initialisation", "fan without the kernel's area"];
}
