using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Engines.Inference;

namespace FashionRef.Tests.Engines.Exact.Inference;

[NonParallelizable]
internal sealed class ExactPredictorTests
{
    private const int Samples = 5;

    private static readonly BuiltModel Every = new Sequential(
        Shape.Of(8, 8, 2),
        [
            new Conv2D(5, 3, Activation.Gelu, Padding.Same),
            new DepthwiseConv2D(3, 2, Activation.Relu, Padding.Valid),
            new Conv2DTranspose(3, 3, Activation.Tanh, Padding.Same) { Strides = 2 },
            new MaxPooling2D(2),
            new UpSampling2D(2, Interpolation.Bilinear),
            new GroupNormalization(3),
            new Permute([3, 1, 2]),
            new PReLU([]),
            new GlobalAveragePooling2D(),
            new BatchNormalization(),
            new Dense(4, Activation.Softmax),
            new ActivationLayer(Activation.Elu),
        ]).Build();

    [Test]
    public void Pixels_have_the_same_answers_as_bytes_and_as_numbers_whatever_is_beside_them()
    {
        BuiltModel model = NotebookModels.Model1.Build();
        using ExactPredictor<Lanes16> predictor = new(model, InferenceModels.Weights(model), threads: 2);
        int length = model.InputShape.Count;
        byte[] pixels = [.. Enumerable.Range(0, Samples * length).Select(i => (byte)(i * 37 % 256))];
        double[] numbers = [.. pixels.Select(pixel => (double)pixel)];
        numbers[2 * length] += 0.5;
        double[] ofBytes = new double[Samples * model.ClassCount];
        double[] ofNumbers = new double[ofBytes.Length];

        predictor.Predict(pixels, ofBytes);
        predictor.Predict(numbers, ofNumbers);

        int[] equal = [.. Enumerable.Range(0, Samples).Where(i => ofNumbers.AsSpan(i * model.ClassCount, model.ClassCount).SequenceEqual(ofBytes.AsSpan(i * model.ClassCount, model.ClassCount)))];
        Assert.That(equal, Is.EqualTo(new[] { 0, 1, 3, 4 }));
        Assert.That(ofNumbers.Zip(ofBytes, (number, pixel) => Math.Abs(number - pixel)).Max(), Is.GreaterThan(0).And.LessThan(1));
    }

    [Test]
    public void After_the_first_call_a_call_allocates_nothing([Values] bool isOfBytes, [Values] bool isTrainable)
    {
        BuiltModel model = isTrainable ? NotebookModels.Model2.Build() : Every;
        using ExactPredictor<Lanes16> predictor = new(model, InferenceModels.Weights(model), threads: 2);
        byte[] pixels = new byte[Samples * model.InputShape.Count];
        double[] inputs = new double[pixels.Length];
        double[] results = new double[Samples * model.OutputShape.Count];
        Predict();

        // Beside other work a thread may wait for the first time, and what it waits with is made once.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Predict();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);

        void Predict()
        {
            if (isOfBytes)
            {
                predictor.Predict(pixels, results);
            }
            else
            {
                predictor.Predict(inputs, results);
            }
        }
    }

    // As float32 files hold them, whatever the caller has.
    [Test]
    public void Weights_are_rounded_to_float32()
    {
        WeightValues[] weights = InferenceModels.Weights(Every);
        WeightValues[] more = [.. weights.Select(weight => weight with { Values = Array.ConvertAll(weight.Values, value => value * (1 + 1e-9)) })];

        Assert.That(Predict(more), Is.EqualTo(Predict(weights)));
    }

    [Test]
    public void A_kernel_that_cannot_be_filled_up_is_refused_by_name()
    {
        WeightValues kernel = new("sequential/dense/kernel", Shape.Of(1, 1), [1]);

        Assert.That(() => new WeightedSums<Lanes16>("sequential/dense", new double[140_000_000], 1, null), Throws.TypeOf<FashionRefException>()
            .With.Message.EqualTo("The kernel of 'sequential/dense' is too large for the exact engine. Take another engine."));
        Assert.That(new WeightedSums<Lanes16>("sequential/dense", kernel.Values, 1, null).Rows, Is.EqualTo(1));
    }

    private static double[] Predict(WeightValues[] weights)
    {
        using ExactPredictor<Lanes16> predictor = new(Every, weights, threads: 1);
        double[] results = new double[InferenceModels.Samples * Every.OutputShape.Count];
        predictor.Predict(InferenceModels.Inputs(Every), results);
        return results;
    }
}
