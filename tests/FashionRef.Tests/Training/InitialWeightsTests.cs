using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class InitialWeightsTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void Kernels_are_those_that_Keras_was_given_bit_for_bit(int model)
    {
        KerasTrace trace = KerasTrace.Read(model);
        Dictionary<string, WeightValues> weights = InitialWeights
            .Create(NotebookModels.Get(model).Build(), trace.Seed).ToDictionary(weight => weight.Path);

        Assert.That(trace.Initial, Is.Not.Empty);
        foreach ((string path, KerasTrace.Fingerprint fingerprint) in trace.Initial)
        {
            Assert.That(fingerprint.At.Select(place => weights[path].Values[place]), Is.EqualTo(fingerprint.Values), path);
        }
    }

    [Test]
    public void Biases_and_means_start_at_zero_gammas_and_variances_at_one()
    {
        foreach (WeightValues weight in InitialWeights.Create(NotebookModels.Model2.Build(), 1).Where(weight => weight.Shape.Rank == 1))
        {
            double expected = weight.Path.EndsWith("gamma", StringComparison.Ordinal)
                || weight.Path.EndsWith("variance", StringComparison.Ordinal) ? 1 : 0;

            Assert.That(weight.Values, Is.All.EqualTo(expected), weight.Path);
        }
    }

    [Test]
    public void A_convolutions_fan_counts_its_field() =>
        Assert.That(InitialWeights.GlorotLimit(Shape.Of(3, 3, 16, 32)), Is.EqualTo(Math.Sqrt(6.0 / (9 * 48))).Within(1e-15));
}
