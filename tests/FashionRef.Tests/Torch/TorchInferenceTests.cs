using FashionRef.Models;
using FashionRef.Tests.Engines.Inference;
using FashionRef.Torch;

namespace FashionRef.Tests.Torch;

internal sealed class TorchInferenceTests
{
    private static IEnumerable<string> Models => InferenceModels.Names;

    [TestCaseSource(nameof(Models))]
    public void In_float64_it_computes_what_the_formulas_say(string name)
    {
        BuiltModel model = InferenceModels.Get(name);

        Assert.That(InferenceErrors.Largest(model, new TorchEngine(threads: 1, Precision.Float64)), Is.LessThanOrEqualTo(1e-12));
    }

    [TestCaseSource(nameof(Models))]
    public void In_float32_it_computes_the_same_within_its_rounding(string name)
    {
        BuiltModel model = InferenceModels.Get(name);

        Assert.That(InferenceErrors.Largest(model, new TorchEngine(threads: 1)), Is.LessThanOrEqualTo(2e-6));
    }
}
