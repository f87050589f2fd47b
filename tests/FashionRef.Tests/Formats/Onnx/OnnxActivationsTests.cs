using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxActivationsTests
{
    [Test]
    public void An_activation_is_computed_alike([Values] Activation activation)
    {
        OnnxRun.AssertAsExact(Shape.Of(40), new ActivationLayer(activation));
        OnnxRun.AssertAsExact(Shape.Of(9), new Dense(5, activation), new Dense(4, activation));
        OnnxRun.AssertAsExact(Shape.Of(5, 6, 2), new Conv2D(3, 3, activation, Padding.Same));
    }

    private static IEnumerable<Layer> Layers =>
    [
        new ReLU(),
        new ReLU(MaxValue: 1.5),
        new ReLU(NegativeSlope: 0.1),
        new ReLU(Threshold: 1),
        new ReLU(MaxValue: 2, NegativeSlope: 0.25),
        new ReLU(MaxValue: 2, NegativeSlope: 0.25, Threshold: 0.5),
        new ReLU(NegativeSlope: 0.25, Threshold: 0.5),
        new ReLU(MaxValue: 0),
        new LeakyReLU(),
        new LeakyReLU(-0.5),
        new ELU(),
        new ELU(0.4),
        new PReLU([]),
        new PReLU([1]),
        new PReLU([1, 2]),
        new PReLU([1, 2, 3]),
        new Softmax(),
        new Softmax(1),
        new Softmax(2),
        new Softmax(-2),
    ];

    // Alone, and behind a convolution, where the axes stand in another order.
    [TestCaseSource(nameof(Layers))]
    public void An_activation_with_settings_is_computed_alike(Layer layer)
    {
        OnnxRun.AssertAsExact(Shape.Of(4, 5, 3), layer);
        OnnxRun.AssertAsExact(Shape.Of(4, 5, 2), new Conv2D(3, 2, Activation.Linear, Padding.Same), layer);
        OnnxRun.AssertAsExact(Shape.Of(4, 5, 2), new Conv2D(3, 2, Activation.Linear, Padding.Same), layer, new Conv2D(2, 2, Activation.Linear, Padding.Same));
    }
}
