using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using FashionRef.Training;
using static TorchSharp.torch;

namespace FashionRef.Tests.Torch;

/// <summary>The engine's forms compute the same: bit for bit where only the ReLU moves, within rounding where the memory's order does.</summary>
internal sealed class TorchFormTests
{
    private static readonly TorchForm LastButReluFirst = TorchForm.Fast with { PoolsBeforeRelu = false };
    private static readonly TorchForm PlanesButPoolFirst = TorchForm.Plain with { PoolsBeforeRelu = true };

    // Ties, windows without a positive number, and what is no number. Not -0: a convolution gives it only where its bias is -0 as well.
    private static readonly double[] WindowValues = [double.NegativeInfinity, -2, -1, 0, 1, 2, double.PositiveInfinity, double.NaN];

    [Test]
    public void An_engine_computes_in_the_fast_form_if_it_is_not_told_otherwise() =>
        Assert.That(new TorchEngine(threads: 1).Form, Is.EqualTo(TorchForm.Fast));

    [Test]
    public void Pooling_before_the_ReLU_changes_no_bit_of_outputs_and_gradients_in_any_window(
        [Values] Precision precision, [Values(Activation.Relu, Activation.Linear)] Activation activation, [Values] bool channelsLast)
    {
        Pass relu = Pass.Of(precision, activation, new TorchForm(channelsLast, PoolsBeforeRelu: false));
        Pass pool = Pass.Of(precision, activation, new TorchForm(channelsLast, PoolsBeforeRelu: true));

        Assert.That(Bits(pool.Logits), Is.EqualTo(Bits(relu.Logits)));
        Assert.That(Bits(pool.Gradients), Is.EqualTo(Bits(relu.Gradients)));
        Assert.That(relu.Logits, Has.Some.NaN.And.Some.Positive.And.Some.Negative, "The windows must show everything.");
        Assert.That(relu.Gradients, Has.Some.Zero.And.Some.Positive.And.Some.Negative);
    }

    [Test]
    public void Pooling_before_the_ReLU_changes_no_bit_of_a_training([Values(1, 2)] int model, [Values] Precision precision)
    {
        TrainerState reluFirst = Train(model, precision, LastButReluFirst, steps: 3).State;
        TrainerState poolFirst = Train(model, precision, TorchForm.Fast, steps: 3).State;
        TrainerState reluFirstInPlanes = Train(model, precision, TorchForm.Plain, steps: 3).State;
        TrainerState poolFirstInPlanes = Train(model, precision, PlanesButPoolFirst, steps: 3).State;

        Assert.That(Bits(Numbers(poolFirst)), Is.EqualTo(Bits(Numbers(reluFirst))));
        Assert.That(Bits(Numbers(poolFirstInPlanes)), Is.EqualTo(Bits(Numbers(reluFirstInPlanes))));
    }

    // The gradients are apart by 7e-14 (float64) and 1.4e-5 (float32) of the largest one at most here, both in Model-2.
    [TestCase(1, Precision.Float64, 1e-12)]
    [TestCase(2, Precision.Float64, 1e-12)]
    [TestCase(1, Precision.Float32, 2e-4)]
    [TestCase(2, Precision.Float32, 2e-4)]
    public void The_plain_and_the_fast_form_see_the_same_loss_and_the_same_gradients(int model, Precision precision, double tolerance)
    {
        (BatchResult expected, TrainerState plain) = Train(model, precision, TorchForm.Plain, steps: 1);
        (BatchResult actual, TrainerState fast) = Train(model, precision, TorchForm.Fast, steps: 1);

        Assert.That(actual.Correct, Is.EqualTo(expected.Correct));
        Assert.That(actual.Loss, Is.EqualTo(expected.Loss).Within(tolerance * expected.Loss));
        double largest = Numbers(plain.FirstMoments).Max(Math.Abs);
        foreach ((WeightValues wanted, WeightValues got) in plain.FirstMoments.Zip(fast.FirstMoments))
        {
            Assert.That(got.Values, Is.EqualTo(wanted.Values).Within(tolerance * largest), wanted.Path);
        }
    }

    [Test]
    public void Images_keep_their_channels_last_in_memory_until_they_are_laid_out_in_planes([Values(1, 3)] int channels)
    {
        TorchLibrary.EnsureLoaded();
        using var scope = NewDisposeScope();
        byte[] pixels = [.. Enumerable.Range(0, 2 * 4 * 5 * channels).Select(number => (byte)number)];

        Tensor images = TorchLayout.Images(pixels, Shape.Of(4, 5, channels), ScalarType.Float32);
        Tensor planes = TorchLayout.InPlanes(images);

        Assert.That(images.shape, Is.EqualTo(new long[] { 2, channels, 4, 5 }));
        Assert.That(images.stride(), Is.EqualTo(new long[] { 20 * channels, 1, 5 * channels, channels }));
        Assert.That(planes.stride(), Is.EqualTo(new long[] { 20 * channels, 20, 5, 1 }));
        Assert.That(planes.eq(images).all().item<bool>(), Is.True);
        Assert.That(images[1, channels - 1, 2, 3].item<float>(), Is.EqualTo((((((1 * 4) + 2) * 5) + 3) * channels) + channels - 1));
    }

    private static (BatchResult Last, TrainerState State) Train(int model, Precision precision, TorchForm form, int steps)
    {
        ImageSet images = SyntheticData.Create(train: 24, test: 1).Train;
        BuiltModel built = NotebookModels.Get(model).Build();
        using ITrainer trainer = new TorchEngine(threads: 2, precision) { Form = form }
            .CreateTrainer(built, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(built, InitialWeights.Create(built, 3)));
        BatchResult last = default!;
        for (int step = 0; step < steps; step++)
        {
            last = trainer.TrainStep(images.Pixels.Span, images.Labels.Span);
        }

        return (last, trainer.GetState());
    }

    private static double[] Numbers(TrainerState state) =>
        [.. Numbers(state.Weights), .. Numbers(state.FirstMoments), .. Numbers(state.SecondMoments)];

    private static IEnumerable<double> Numbers(IEnumerable<WeightValues> weights) => weights.SelectMany(weight => weight.Values);

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    /// <summary>What comes out of every window of 2 x 2 of the values above, an image each, and what goes back into the images.</summary>
    private sealed record Pass(double[] Logits, double[] Gradients)
    {
        // As many as fill vectors, and some more: libtorch computes those one by one.
        private const int Filters = 19;

        private static readonly double[] FilterKernel = [.. Enumerable.Range(0, Filters).Select(filter => filter % 3 == 0 ? -1.0 : 1 + filter)];

        public static Pass Of(Precision precision, Activation activation, TorchForm form)
        {
            TorchLibrary.EnsureLoaded();
            BuiltModel model = new Sequential(
                Shape.Of(2, 2, 1),
                [
                    new Conv2D(Filters, 1, activation, FashionRef.Models.Padding.Valid),
                    new MaxPooling2D(2),
                    new Flatten(),
                    new Dense(2, Activation.Softmax),
                ]).Build();
            using var scope = NewDisposeScope();
            ScalarType type = TorchLayout.TypeOf(precision);
            double[] denseKernel = [.. Enumerable.Range(0, 2 * Filters).Select(place => (place / 2 % 5) - 1.75)];
            Dictionary<string, Tensor> weights = model.Weights.Zip([FilterKernel, new double[Filters], denseKernel, new double[2]])
                .ToDictionary(pair => pair.First.Path, pair => TorchLayout.FromKeras(new WeightValues(pair.First.Path, pair.First.Shape, pair.Second), type));
            Tensor images = tensor(Windows()).to(type).reshape(-1, 2, 2, 1).permute(0, 3, 1, 2);
            images.requires_grad = true;

            Tensor logits = new TorchForward(model, weights, form).Logits(images, training: true);
            Tensor gradients = autograd.grad([logits], [images], [ones_like(logits)])[0];
            return new Pass(TorchLayout.ToArray(logits.detach()), TorchLayout.ToArray(gradients));
        }

        private static double[] Windows() =>
        [
            .. from first in WindowValues
               from second in WindowValues
               from third in WindowValues
               from fourth in WindowValues
               from value in new[] { first, second, third, fourth }
               select value,
        ];
    }
}
