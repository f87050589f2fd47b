using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training.Bits;

namespace FashionRef.Tests.Training.Bits;

internal sealed class BitsRunTests
{
    private static readonly BitsSettings Small = new(Model: 1, Steps: 2, BatchSize: 4, Seed: 1);

    [Test]
    public void Every_step_has_images_of_its_own_and_so_has_the_prediction()
    {
        NotedEngine engine = new();

        BitsRun.Of(engine, Small);

        Assert.That(engine.Pixels, Has.Count.EqualTo(3));
        Assert.That(engine.Pixels.Select(Convert.ToHexString), Is.Unique);
        Assert.That(engine.Pixels[2], Is.EqualTo(MadeUpImages.Create(seed: 1, first: 8, count: 4).Pixels.ToArray()));
    }

    [Test]
    public void Weights_and_logits_decide_the_hashes_each_its_own()
    {
        BitsRun run = BitsRun.Of(new NotedEngine(), Small);
        BitsRun otherWeight = BitsRun.Of(new NotedEngine { Weight = 1 }, Small);
        BitsRun otherLogit = BitsRun.Of(new NotedEngine { Logit = 1 }, Small);

        Assert.That((otherWeight.Weights == run.Weights, otherWeight.Logits == run.Logits), Is.EqualTo((false, true)));
        Assert.That((otherLogit.Weights == run.Weights, otherLogit.Logits == run.Logits), Is.EqualTo((true, false)));
        Assert.That(BitsRun.Of(new NotedEngine(), Small).Weights, Is.EqualTo(run.Weights));
    }

    [TestCase(double.NaN, 0, "'conv' is not finite")]
    [TestCase(0, double.PositiveInfinity, "'logits' is not finite")]
    public void Numbers_that_are_not_finite_are_refused(double weight, double logit, string expected) => Assert.That(
        () => BitsRun.Of(new NotedEngine { Weight = weight, Logit = logit }, Small),
        Throws.InstanceOf<FashionRefException>().With.Message.Contains(expected));

    [Test]
    public void It_ends_when_it_is_asked_to() => Assert.That(
        () => BitsRun.Of(new NotedEngine(), Small, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    private sealed class NotedEngine : IEngine, ITrainer
    {
        public string Name => "noted";

        public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>();

        public string Code => "its code";

        public Precision Precision => Precision.Float32;

        public List<byte[]> Pixels { get; } = [];

        public double Weight { get; init; }

        public double Logit { get; init; }

        public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) => this;

        public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) => throw new NotSupportedException("The trainer predicts.");

        public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
        {
            Pixels.Add(pixels.ToArray());
            return new BatchResult(1, 0);
        }

        public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken)
        {
            Pixels.Add(pixels.ToArray());
            logits.Fill(Logit);
        }

        public TrainerState GetState() => new([new WeightValues("conv", Shape.Of(1), [Weight])], [], [], 0);

        public void Dispose()
        {
        }
    }
}
