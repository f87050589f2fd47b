using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models;

internal sealed class BuiltModelTests
{
    private static readonly BuiltModel Model = new Sequential(
        Shape.Of(2), [new InputLayer(Shape.Of(2)), new Sequential(null, [new Dense(3, Activation.Relu), new Sequential(null, [new Dense(4, Activation.Softmax)])])]).Build();

    [Test]
    public void The_chain_has_the_layers_of_models_inside_and_no_inputs() => Assert.That(
        Model.Chain.Select(layer => layer.Path), Is.EqualTo(["sequential/sequential_1/dense", "sequential/sequential_1/sequential_2/dense_1"]));

    [Test]
    public void A_copy_with_other_layers_has_their_chain()
    {
        BuiltModel copy = Model with { Layers = [.. Model.Chain[..1]] };

        Assert.That(copy.Chain, Is.EqualTo(Model.Chain[..1]));
        Assert.That((copy.ParameterCount, copy.OutputShape), Is.EqualTo((9L, Shape.Of(3))));
    }

    [Test]
    public void A_softmax_inside_may_be_the_last_layer() => Assert.That(Model.RequireSoftmax, Throws.Nothing);
}
