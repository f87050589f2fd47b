using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Engines.Inference;

namespace FashionRef.Tests.Engines;

/// <summary>Every engine's predictors of models that no engine trains.</summary>
[TestFixture("torch")]
[TestFixture("exact")]
internal sealed class InferencePredictorTests(string engine)
{
    private const int Samples = 300;

    private static readonly BuiltModel Model = new Sequential(
        Shape.Of(6, 5, 2),
        [
            new Rescaling([1 / 255.0], [0]),
            new Conv2D(5, new Size2D(3, 2), Activation.Gelu, Padding.Same) { Strides = new Size2D(2, 1) },
            new LayerNormalization([-1]),
            new Flatten(),
            new Dense(7, Activation.Tanh),
        ]).Build();

    private readonly byte[] _pixels = [.. Enumerable.Range(0, Samples * Model.InputShape.Count).Select(i => (byte)(i * i % 251))];

    [Test]
    public void Bytes_are_the_numbers_that_they_stand_for()
    {
        using IInference predictor = Create(Model);
        double[] ofBytes = new double[Samples * 7];

        predictor.Predict(_pixels, ofBytes);

        Assert.That(Predict(predictor), Is.EqualTo(ofBytes));
        Assert.That(ofBytes.Distinct().Count(), Is.GreaterThan(Samples));
    }

    // Pixels of such a model go through the kernels that train it.
    [Test]
    public void A_model_that_can_be_trained_has_the_same_logits_both_ways_but_for_rounding([Values(1, 2)] int number)
    {
        BuiltModel model = NotebookModels.Get(number).Build();
        using IInference predictor = Create(model);
        byte[] pixels = [.. Enumerable.Range(0, 5 * 784).Select(i => (byte)(i * i % 251))];
        double[] ofBytes = new double[50];
        double[] ofNumbers = new double[50];

        predictor.Predict(pixels, ofBytes);
        predictor.Predict(Array.ConvertAll(pixels, pixel => (double)pixel), ofNumbers);

        double largest = ofBytes.Max(Math.Abs);
        Assert.That(largest, Is.GreaterThan(1));
        Assert.That(ofNumbers, Is.EqualTo(ofBytes).Within(largest * 2e-6));
    }

    [Test]
    public void Many_threads_at_once_get_the_same_answers()
    {
        using IInference predictor = Create(Model);
        double[] expected = Predict(predictor);

        double[][] answers = [.. Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(6).Select(_ => Predict(predictor))];

        Assert.That(answers, Is.All.EqualTo(expected));
    }

    [Test]
    public void It_has_its_own_copy_of_the_weights()
    {
        WeightValues[] weights = InferenceModels.Weights(Model);
        using IInference predictor = InstalledEngines.Create(engine, threads: 2).CreatePredictor(Model, weights);
        double[] expected = Predict(predictor);

        Array.ForEach(weights, weight => Array.Clear(weight.Values));

        Assert.That(Predict(predictor), Is.EqualTo(expected));
    }

    [Test]
    public void No_samples_have_no_results()
    {
        using IInference predictor = Create(Model);

        Assert.That(() => predictor.Predict(Array.Empty<double>(), []), Throws.Nothing);
        Assert.That(() => predictor.Predict(Array.Empty<byte>(), []), Throws.Nothing);
    }

    [TestCase(59, 7)]
    [TestCase(60, 6)]
    [TestCase(120, 7)]
    public void Inputs_that_are_no_whole_samples_and_too_little_room_are_refused(int inputs, int results)
    {
        using IInference predictor = Create(Model);

        Assert.That(() => predictor.Predict(new double[inputs], new double[results]), Throws.ArgumentException);
        Assert.That(() => predictor.Predict(new byte[inputs], new double[results]), Throws.ArgumentException);
    }

    [Test]
    public void Cancelled_it_throws_and_works_on()
    {
        using IInference predictor = Create(Model);
        CancellationToken cancelled = new(canceled: true);

        Assert.That(() => predictor.Predict(new double[60], new double[7], cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => predictor.Predict(_pixels, new double[Samples * 7], cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Predict(predictor), Has.Length.EqualTo(Samples * 7));
    }

    [Test]
    public void Disposed_it_refuses_to_compute([Values] bool isTrainable)
    {
        BuiltModel model = isTrainable ? NotebookModels.Model1.Build() : Model;
        IInference predictor = Create(model);
        predictor.Dispose();
        predictor.Dispose();

        Assert.That(() => predictor.Predict(new double[model.InputShape.Count], new double[model.OutputShape.Count]), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => predictor.Predict(new byte[model.InputShape.Count], new double[model.OutputShape.Count]), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void NaN_and_infinity_come_out_where_they_went_in()
    {
        BuiltModel model = new Sequential(Shape.Of(3), [new ReLU(NegativeSlope: 0.5), new Rescaling([2], [1])]).Build();
        using IInference predictor = Create(model);
        double[] results = new double[3];

        predictor.Predict([double.NaN, double.NegativeInfinity, double.PositiveInfinity], results);

        Assert.That(results, Is.EqualTo([double.NaN, double.NegativeInfinity, double.PositiveInfinity]));
    }

    [Test]
    public void It_says_whether_its_results_are_logits()
    {
        using IInference outputs = Create(Model);
        using IInference logits = Create(new Sequential(Shape.Of(3), [new Dense(4, Activation.Linear), new Softmax()]).Build());

        Assert.That((outputs.GivesLogits, logits.GivesLogits), Is.EqualTo((false, true)));
    }

    private IInference Create(BuiltModel model) => InstalledEngines.Create(engine, threads: 2).CreatePredictor(model, InferenceModels.Weights(model));

    private double[] Predict(IInference predictor)
    {
        double[] results = new double[Samples * 7];
        predictor.Predict(Array.ConvertAll(_pixels, pixel => (double)pixel), results);
        return results;
    }
}
