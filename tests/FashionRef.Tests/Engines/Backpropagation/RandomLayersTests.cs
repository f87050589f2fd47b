using FashionRef.Engines.Backpropagation;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Engines.Backpropagation;

internal sealed class RandomLayersTests
{
    private static readonly FactorRange Wide = new(-1.5, 0.5);

    [Test]
    public void Dropouts_and_others_are_numbered_apart_in_the_models_order()
    {
        BuiltModel model = Model(
            new RandomFlip(FlipMode.Vertical), new TrainingOnly("Dropout"), new GaussianNoise(0.1), new TrainingOnly("ActivityRegularization"), new GaussianDropout { Rate = 0.5 },
            new TrainingOnly("SpatialDropout2D"));

        Assert.That(RandomLayers.Numbers(model).ToDictionary(entry => entry.Key.Split('/')[1], entry => entry.Value), Is.EquivalentTo(new Dictionary<string, int>
        {
            ["random_flip"] = 2048,
            ["dropout"] = 0,
            ["gaussian_noise"] = 2049,
            ["gaussian_dropout"] = 2050,
            ["spatial_dropout2d"] = 1,
        }));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case(new TrainingOnly("RandomBrightness"), "RandomBrightness is not computed in training.");
        yield return Case(new TrainingOnly("Dropout") { Rate = 1, Name = "drop" }, "Dropout 'drop' has rate = 1. Legal are numbers from 0 to below 1");
        yield return Case(new GaussianDropout { Rate = -0.5 }, "GaussianDropout has rate = -0.5. Legal are numbers from 0 to below 1");
        yield return Case(new GaussianNoise(-1), "GaussianNoise has stddev = -1. Legal are finite numbers from 0 on.");
        yield return Case(new RandomTranslation(new(0, 0), Wide), "RandomTranslation has width_factor = [-1.5, 0.5]. Legal are one number or two from -1 to 1.");
        yield return Case(new RandomRotation(Wide), "RandomRotation has factor = [-1.5, 0.5].");
        yield return Case(new RandomZoom(Wide, null), "RandomZoom has height_factor = [-1.5, 0.5].");
        yield return Case(new RandomContrast(new(0, 2)), "RandomContrast has factor = [0, 2]. Legal are one number or two from 0 to 1.");

        static TestCaseData Case(TrainingOnly layer, string told) => new(layer, told);
    }

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_act_in_training_is_refused(TrainingOnly layer, string told) => Refusal.Expect(() => RandomLayers.Numbers(Model(layer)), told);

    private static BuiltModel Model(params Layer[] layers) => new Sequential(NotebookModels.ImageShape, [.. layers]).Build();
}
