using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Tests.Engines.Inference;

namespace FashionRef.Tests.Engines.Exact.Inference;

internal sealed class ExactInferenceTests
{
    private static IEnumerable<string> Models => InferenceModels.Names;

    [TestCaseSource(nameof(Models))]
    public void It_computes_what_the_formulas_say_within_the_rounding_of_float32(string name)
    {
        BuiltModel model = InferenceModels.Get(name);

        Assert.That(InferenceErrors.Largest(model, new ExactEngine(threads: 1)), Is.LessThanOrEqualTo(2e-6));
    }

    [TestCaseSource(nameof(Models))]
    public void Width_threads_and_number_of_samples_do_not_show_in_the_bits(string name)
    {
        BuiltModel model = InferenceModels.Get(name);
        double[] expected = Predict<Lanes16>(model, threads: 1);

        Assert.That(Predict<Lanes8>(model, threads: 1), Is.EqualTo(expected));
        Assert.That(Predict<Lanes4>(model, threads: 1), Is.EqualTo(expected));
        Assert.That(Predict<Lanes16>(model, threads: 2), Is.EqualTo(expected));
        Assert.That(Predict<Lanes8>(model, threads: 7), Is.EqualTo(expected));
        Assert.That(OneByOne(model), Is.EqualTo(expected));
    }

    // Fixed forever: another machine, or another way to compute, that gives other bits is seen here.
    [Test]
    public void All_bits_are_these()
    {
        ulong bits = 0;
        foreach (string name in Models)
        {
            foreach (double result in Predict<Lanes16>(InferenceModels.Get(name), threads: 1))
            {
                bits = (bits * 31) + BitConverter.SingleToUInt32Bits((float)result);
            }
        }

        Assert.That(bits, Is.EqualTo(6687759694608599782ul));
    }

    private static double[] Predict<TLanes>(BuiltModel model, int threads)
        where TLanes : struct, ILanes<TLanes>
    {
        using ExactPredictor<TLanes> predictor = new(model, InferenceModels.Weights(model), threads);
        double[] results = new double[InferenceModels.Samples * model.OutputShape.Count];
        predictor.Predict(InferenceModels.Inputs(model), results);
        return results;
    }

    private static double[] OneByOne(BuiltModel model)
    {
        using IInference predictor = new ExactEngine(threads: 2).CreatePredictor(model, InferenceModels.Weights(model));
        double[] inputs = InferenceModels.Inputs(model);
        double[] results = new double[InferenceModels.Samples * model.OutputShape.Count];
        for (int sample = 0; sample < InferenceModels.Samples; sample++)
        {
            predictor.Predict(
                inputs.AsSpan(sample * model.InputShape.Count, model.InputShape.Count), results.AsSpan(sample * model.OutputShape.Count, model.OutputShape.Count));
        }

        return results;
    }
}
