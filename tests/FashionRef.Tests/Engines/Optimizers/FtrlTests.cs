using System.Text.Json;
using FashionRef.Engines.Optimizers;

namespace FashionRef.Tests.Engines.Optimizers;

/// <summary>Ftrl against Keras' formula written down once more; no trace has it.</summary>
internal sealed class FtrlTests
{
    private static readonly double[] Start = [0.5, -0.25, 0, 2];

    [TestCase("{}")]
    [TestCase("""{ "learning_rate": 0.1, "learning_rate_power": -0.3, "initial_accumulator_value": 0.5 }""")]
    [TestCase("""{ "learning_rate": 0.1, "l1_regularization_strength": 0.7, "l2_regularization_strength": 0.2, "l2_shrinkage_regularization_strength": 0.05, "beta": 0.4 }""")]
    [TestCase("""{ "learning_rate": 0.05, "learning_rate_power": 0, "beta": 1 }""")]
    public void Steps_are_those_of_the_formula(string config)
    {
        JsonElement json = JsonDocument.Parse(config).RootElement;
        KerasOptimizer<double> optimizer = new(OptimizerSettings.Of("Ftrl", json), [Start.Length]);
        double[] weights = [.. Start];
        double[] expected = [.. Start];
        double[] n = [.. Start.Select(_ => Setting("initial_accumulator_value", 0.1))];
        double[] z = new double[Start.Length];
        (double lr, double p) = (Setting("learning_rate", 0.001), Setting("learning_rate_power", -0.5));
        double l1 = Setting("l1_regularization_strength", 0);
        for (int step = 0; step < 6; step++)
        {
            double[] gradient = [.. Enumerable.Range(0, Start.Length).Select(i => Math.Sin(1 + i + (3 * step)))];
            optimizer.Step([weights], [[.. gradient]]);
            for (int i = 0; i < Start.Length; i++)
            {
                double sum = n[i] + (gradient[i] * gradient[i]);
                double sigma = (Math.Pow(sum, -p) - Math.Pow(n[i], -p)) / lr;
                z[i] += gradient[i] + (2 * Setting("l2_shrinkage_regularization_strength", 0) * expected[i]) - (sigma * expected[i]);
                double divisor = (Math.Pow(sum, -p) / lr) + (2 * Setting("l2_regularization_strength", 0)) + (Setting("beta", 0) / lr);
                expected[i] = Math.Abs(z[i]) <= l1 ? 0 : ((Math.Sign(z[i]) * l1) - z[i]) / divisor;
                n[i] = sum;
            }

            Assert.That(weights, Is.EqualTo(expected).Within(1e-12), $"step {step}");
        }

        Assert.That(optimizer.Slots["accumulator"][0], Is.EqualTo(n).Within(1e-12));
        Assert.That(optimizer.Slots["linear"][0], Is.EqualTo(z).Within(1e-12));

        double Setting(string name, double missing) => json.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : missing;
    }

    [TestCase("""{ "learning_rate_power": 0.5 }""", "The optimizer's learning_rate_power is 0.5. Legal are finite numbers up to 0.")]
    [TestCase("""{ "beta": -1 }""", "The optimizer's beta is -1. Legal are finite numbers from 0 on.")]
    public void A_setting_of_the_wrong_sign_is_refused(string config, string told) => Assert.That(
        () => OptimizerSettings.Of("Ftrl", JsonDocument.Parse(config).RootElement), Throws.TypeOf<FashionRefException>().With.Message.EqualTo(told));
}
