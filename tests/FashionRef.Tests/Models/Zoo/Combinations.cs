using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models.Zoo;

/// <summary>Model-2 with several of the recommendations together: twice the filters and a third convolution, batch normalization behind each, dropout, flips, label smoothing, cosine decay.</summary>
internal static class Combinations
{
    public static IEnumerable<ZooModel> All =>
    [
        Of("combined", epochs: 30, new RandomFlip(FlipMode.Horizontal)),
        Of("combined-10-epochs", epochs: 10, new RandomFlip(FlipMode.Horizontal)),
        Of("combined-without-flip", epochs: 30),
    ];

    // The notebook's second dense layer is left out: the first, twice as wide, takes the parameters.
    private static ZooModel Of(string name, int epochs, params Layer[] augmentation) => new(
        $"recommendations/{name}",
        new Sequential(
            NotebookModels.ImageShape,
            [
                .. augmentation,
                .. Convolution(32),
                .. Convolution(32),
                new MaxPooling2D(2),
                KnownNets.Dropout(0.25),
                .. Convolution(64),
                new MaxPooling2D(2),
                KnownNets.Dropout(0.25),
                new Flatten(),
                new Dense(128, Activation.Relu),
                new BatchNormalization(),
                KnownNets.Dropout(0.5),
                new Dense(10, Activation.Softmax),
            ]))
    {
        OptimizerSettings = NotebookVariants.CosineDecay(epochs),
        LabelSmoothing = 0.1,
    };

    private static Layer[] Convolution(int filters) => [new Conv2D(filters, 3, Activation.Relu, Padding.Same), new BatchNormalization()];
}
