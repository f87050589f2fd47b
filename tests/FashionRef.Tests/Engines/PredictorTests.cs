using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Engines;

/// <summary>Every engine's predictors: the answers of a trainer, without one.</summary>
[TestFixture("torch")]
[TestFixture("exact")]
internal sealed class PredictorTests(string engine)
{
    private const int Images = 300;

    private static readonly BuiltModel Model = NotebookModels.Model2.Build();

    private readonly byte[] _pixels = [.. Enumerable.Range(0, Images * Model.InputShape.Count).Select(i => (byte)(i * i % 251))];
    private IReadOnlyList<WeightValues> _weights = null!;
    private double[] _expected = null!;

    // Trained a little, so that the moving averages are not those of the begin.
    [OneTimeSetUp]
    public void Train()
    {
        using ITrainer trainer = InstalledEngines.Create(engine, threads: 2).CreateTrainer(
            Model, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(Model, InitialWeights.Create(Model, seed: 1)));
        trainer.TrainStep(_pixels.AsSpan(0, 20 * Model.InputShape.Count), [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 10))]);
        _weights = trainer.GetState().Weights;
        _expected = new double[Images * Model.ClassCount];
        trainer.Predict(_pixels, _expected);
    }

    [Test]
    public void It_answers_as_the_trainer_does_bit_for_bit()
    {
        using IPredictor predictor = Create();

        Assert.That(Predict(predictor), Is.EqualTo(_expected));
        Assert.That(Predict(predictor), Is.EqualTo(_expected), "once more");
    }

    [Test]
    public void Many_threads_at_once_get_the_same_answers()
    {
        using IPredictor predictor = Create();

        double[][] answers = [.. Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(6).Select(_ => Predict(predictor))];

        Assert.That(answers, Is.All.EqualTo(_expected));
    }

    [Test]
    public void It_has_its_own_copy_of_the_weights()
    {
        WeightValues[] weights = [.. _weights.Select(weight => weight with { Values = [.. weight.Values] })];
        using IPredictor predictor = InstalledEngines.Create(engine, threads: 2).CreatePredictor(Model, weights);
        Predict(predictor);

        Array.ForEach(weights, weight => Array.Clear(weight.Values));

        Assert.That(Predict(predictor), Is.EqualTo(_expected));
    }

    [Test]
    public void A_model_that_the_engine_does_not_compute_is_refused_when_it_is_made()
    {
        BuiltModel model = new Sequential(Shape.Of(784), [new Doubling(), new Dense(10, Activation.Softmax)]).Build();

        Assert.That(
            () => InstalledEngines.Create(engine, threads: 1).CreatePredictor(model, InitialWeights.Create(model, seed: 1)),
            Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest));
    }

    private IPredictor Create() => InstalledEngines.Create(engine, threads: 2).CreatePredictor(Model, _weights);

    private static double[] Predict(IPredictor predictor, byte[] pixels)
    {
        double[] logits = new double[Images * Model.ClassCount];
        predictor.Predict(pixels, logits);
        return logits;
    }

    private double[] Predict(IPredictor predictor) => Predict(predictor, _pixels);
}
