using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxNormalizationsTests
{
    private static readonly Shape Image = Shape.Of(4, 6, 8);

    private static IEnumerable<Layer> Layers =>
    [
        new BatchNormalization(),
        new BatchNormalization { Axis = 1, Scale = false },
        new BatchNormalization(Epsilon: 0.1) { Axis = 2, Center = false },
        new BatchNormalization { Axis = -3, Scale = false, Center = false },
        new LayerNormalization([-1]),
        new LayerNormalization([1]) { Center = false },
        new LayerNormalization([2], Epsilon: 0.1) { Scale = false },
        new LayerNormalization([1, 2, 3]),
        new LayerNormalization([3, 1]),
        new LayerNormalization([-1, -2]) { Scale = false, Center = false },
        new GroupNormalization(2),
        new GroupNormalization(-1),
        new GroupNormalization(1, Epsilon: 0.1) { Scale = false },
        new GroupNormalization(2) { Axis = 1, Center = false },
        new GroupNormalization(3) { Axis = 2 },
        new Normalization([]),
        new Normalization([-1]),
        new Normalization([1]),
        new Normalization([3, 1]) { Invert = true },
        new Normalization([-1]) { Mean = [1.5], Variance = [0.3] },
        new Normalization([3]) { Mean = [1, 2, 3, 4, 5, 6, 7, 8], Variance = [0, 1, 2, 3, 4, 5, 6, 7], Invert = true },
        new Rescaling([1 / 255.0], [0.5]),
        new Rescaling([1, 2, 3, 4, 5, 6, 7, 8], [0]),
        new Rescaling([2], [1, 2, 3, 4, 5, 6, 7, 8]),
    ];

    // Alone, and behind a convolution, where the axes stand in another order.
    [TestCaseSource(nameof(Layers))]
    public void A_normalization_is_computed_alike(Layer layer)
    {
        OnnxRun.AssertAsExact(Image, layer);
        OnnxRun.AssertAsExact(Image, new Conv2D(8, 2, Activation.Linear, Padding.Same), layer, new Conv2D(8, 2, Activation.Linear, Padding.Same));
    }

    private static IEnumerable<Layer> AtAnyRank =>
    [
        new BatchNormalization(),
        new LayerNormalization([-1]),
        new GroupNormalization(4),
        new GroupNormalization(-1),
        new Normalization([-1]),
        new Rescaling([1, 2, 3, 4, 5, 6, 7, 8], [1]),
    ];

    [TestCaseSource(nameof(AtAnyRank))]
    public void A_normalization_takes_other_samples_than_images(Layer layer)
    {
        OnnxRun.AssertAsExact(Shape.Of(8), layer);
        OnnxRun.AssertAsExact(Shape.Of(3, 8), layer);
        OnnxRun.AssertAsExact(Shape.Of(2, 3, 2, 8), layer);
    }

    // A mean that is large beside the deviation: one sum of squares would lose four digits. Near 200 a float32 is exact to 8e-6.
    [Test]
    public void A_large_mean_loses_no_digits()
    {
        OnnxRun.AssertAsExact(3e-5, Shape.Of(50), new Rescaling([0.25], [200]), new LayerNormalization([-1]));
        OnnxRun.AssertAsExact(3e-5, Shape.Of(50, 2), new Rescaling([0.25], [200]), new GroupNormalization(1));
    }
}
