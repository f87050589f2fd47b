using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>How far an engine's inference is from <see cref="PlainInference"/>.</summary>
internal static class InferenceErrors
{
    /// <summary>The largest error, as a share of the largest output.</summary>
    public static double Largest(BuiltModel model, IEngine engine)
    {
        WeightValues[] weights = InferenceModels.Weights(model);
        double[] inputs = InferenceModels.Inputs(model);
        using IInference predictor = engine.CreatePredictor(model, weights);
        double[] results = new double[InferenceModels.Samples * model.OutputShape.Count];
        predictor.Predict(inputs, results);

        double[] expected = PlainInference.Outputs(WithoutSoftmax(model), weights, inputs);
        double largest = expected.Max(Math.Abs);
        Assert.That(expected, Has.Length.EqualTo(results.Length));
        Assert.That(largest, Is.GreaterThan(0.01));
        return results.Zip(expected, (result, value) => Math.Abs(result - value)).Max() / largest;
    }

    // A softmax at the end is left out: an engine gives the logits.
    private static BuiltModel WithoutSoftmax(BuiltModel model) => model.Chain[^1].Layer is Dense { Activation: Activation.Softmax } last
        ? new BuiltModel(model.Name, model.InputShape, [.. model.Chain[..^1], model.Chain[^1] with { Layer = last with { Activation = Activation.Linear } }]) { Definition = model.Definition }
        : model;
}
