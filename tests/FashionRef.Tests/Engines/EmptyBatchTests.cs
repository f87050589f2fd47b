using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Engines;

[TestFixture("torch")]
[TestFixture("exact")]
internal sealed class EmptyBatchTests(string engine)
{
    private static readonly BuiltModel Model = NotebookModels.Get(1).Build();

    private ITrainer _trainer = null!;

    [SetUp]
    public void Make() => _trainer = (engine == "torch" ? (IEngine)new TorchEngine(threads: 1) : new ExactEngine(threads: 2)).CreateTrainer(
        Model, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(Model, InitialWeights.Create(Model, seed: 1)));

    [TearDown]
    public void End() => _trainer.Dispose();

    [Test]
    public void No_image_gives_no_logits() => Assert.That(() => _trainer.Predict([], []), Throws.Nothing);

    [Test]
    public void A_step_of_no_image_is_refused_and_moves_nothing()
    {
        string before = Hash();

        Assert.That(() => _trainer.TrainStep([], []), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("labels"));

        Assert.That((Hash(), _trainer.GetState().Step), Is.EqualTo((before, 0)));
    }

    [TestCase(784, 2)]
    [TestCase(783, 1)]
    [TestCase(1568, 1)]
    public void Images_without_labels_and_labels_without_images_are_refused(int pixels, int labels) => Assert.That(
        () => _trainer.TrainStep(new byte[pixels], new byte[labels]),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("pixels"));

    private string Hash() => FashionRef.Formats.Float32Bytes.Sha256(_trainer.GetState().Weights);
}
