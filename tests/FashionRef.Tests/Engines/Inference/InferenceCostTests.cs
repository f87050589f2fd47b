using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

internal sealed class InferenceCostTests
{
    // Model-1: 28·28·16·9 + 14·14·16·4 (pool) + 2·3136 (flatten) + 3136·64 + 64·10; the largest is the padded image with the convolution's output.
    [Test]
    public void The_notebooks_first_model_by_hand() => Assert.That(
        InferenceCost.Of(NotebookModels.Model1.Build()),
        Is.EqualTo(new InferenceCost((28 * 28 * 16) + (14 * 14 * 16), 112_896 + 12_544 + 6272 + 200_704 + 640)));

    private static IEnumerable<TestCaseData> Layers()
    {
        yield return Case(new Dense(7, Activation.Linear), 2 * 4 * 6 * 7 * 3);
        yield return Case(new Conv2D(6, new Size2D(3, 2), Activation.Linear, Padding.Valid), 2 * 2 * 5 * 6 * 6 * 3);
        yield return Case(new Conv2D(6, new Size2D(3, 2), Activation.Linear, Padding.Valid) { Groups = 3 }, 2 * 2 * 5 * 6 * 6);
        yield return Case(new DepthwiseConv2D(3, 2, Activation.Linear, Padding.Valid), 2 * 2 * 4 * 6 * 9);
        yield return Case(new SeparableConv2D(5, new DepthwiseConv2D(3, 2, Activation.Linear, Padding.Valid), Activation.Linear), 2 * 2 * 4 * 6 * (9 + 5));
        yield return Case(new Conv2DTranspose(5, 3, Activation.Linear, Padding.Same), 2 * 4 * 6 * 3 * 9 * 5);
        yield return Case(new MaxPooling2D(2), 2 * 2 * 3 * 3 * 4);
        yield return Case(new AveragePooling2D(2), 2 * 2 * 3 * 3 * 4);
        yield return Case(new ActivationLayer(Activation.Relu), 2 * 4 * 6 * 3 * 2);
        yield return Case(new GlobalMaxPooling2D(), 2 * ((4 * 6 * 3) + 3));

        static TestCaseData Case(Layer layer, double twice) => new TestCaseData(layer, twice / 2).SetArgDisplayNames(layer.ToString());
    }

    [TestCaseSource(nameof(Layers))]
    public void A_layer_by_hand(Layer layer, double expected) =>
        Assert.That(InferenceCost.Of(new Sequential(Shape.Of(4, 6, 3), [layer]).Build()).MultiplyAdds, Is.EqualTo(expected));

    [Test]
    public void A_model_without_operations_has_its_inputs() =>
        Assert.That(InferenceCost.Of(new Sequential(Shape.Of(5), [new InputLayer(Shape.Of(5))]).Build()), Is.EqualTo(new InferenceCost(5, 0)));

    // 1,000,000 outputs of 10^6 taps each for 1,000 channels: no whole number of the computer holds it.
    [Test]
    public void Products_do_not_wrap()
    {
        InferenceCost cost = InferenceCost.Of(new Sequential(Shape.Of(1000, 1000, 1000), [new MaxPooling2D(1000) { Strides = 1, Padding = Padding.Same }]).Build());

        Assert.That(cost.MultiplyAdds, Is.EqualTo(1e15));
        Assert.That(cost.PeakActivations, Is.EqualTo((1999.0 * 1999 * 1000) + 1e9));
    }

    [Test]
    public void Padding_counts_where_a_window_reaches_far()
    {
        InferenceCost cost = InferenceCost.Of(new Sequential(Shape.Of(10, 10, 1), [new Conv2D(1, 3, Activation.Linear, Padding.Same) { DilationRate = 1_000_000_000 }]).Build());

        Assert.That(cost.PeakActivations, Is.EqualTo((2_000_000_010.0 * 2_000_000_010.0) + 100));
    }

    [Test]
    public void The_whole_of_a_transposed_convolution_counts()
    {
        InferenceCost cost = InferenceCost.Of(new Sequential(Shape.Of(10, 10, 1), [new Conv2DTranspose(2, 1000, Activation.Linear, Padding.Same)]).Build());

        Assert.That(cost.PeakActivations, Is.EqualTo(100 + (1010.0 * 1010 * 2)));
    }
}
