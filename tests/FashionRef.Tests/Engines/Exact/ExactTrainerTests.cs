using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class ExactTrainerTests
{
    private static readonly Adam Notebook = new(0.01);

    [Test]
    public void Width_and_threads_never_show([ValueSource(typeof(ExactModels), nameof(ExactModels.Names))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        int[] crews = ExactModels.SmallNames.Contains(name) ? [1, 3] : [1, 2, 3, 7];
        string expected = Run(width: 16, threads: 1);
        foreach (int width in new[] { 16, 8, 4 })
        {
            foreach (int threads in crews)
            {
                Assert.That(Run(width, threads), Is.EqualTo(expected), $"{width} lanes, {threads} threads");
            }
        }

        // Three steps, the last one smaller: the hash of all that they leave, and of a prediction.
        string Run(int width, int threads)
        {
            using ITrainer trainer = ExactModels.Trainer(width, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads);
            Step(trainer, model, 13, first: 0);
            Step(trainer, model, 13, first: 13);
            Step(trainer, model, 6, first: 26);
            return $"{Hash(trainer)} {Float32Bytes.Sha256(Predict(trainer, model, ExactModels.Pixels(model, 5)))}";
        }
    }

    [Test]
    public void A_state_comes_back_bit_for_bit([ValueSource(typeof(ExactModels), nameof(ExactModels.Names))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        TrainerState state = Random(model);
        using ITrainer trainer = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, state, threads: 2);

        TrainerState copy = trainer.GetState();

        Assert.That(copy.Step, Is.EqualTo(state.Step));
        Assert.That(Text(copy.Weights), Is.EqualTo(Text(state.Weights)));
        Assert.That(Text(copy.FirstMoments), Is.EqualTo(Text(state.FirstMoments)));
        Assert.That(Text(copy.SecondMoments), Is.EqualTo(Text(state.SecondMoments)));

        static IEnumerable<string> Text(IEnumerable<WeightValues> arrays) =>
            arrays.Select(array => $"{array.Path} {array.Shape} {Float32Bytes.Sha256(array.Values)}");
    }

    [Test]
    public void A_trainer_that_starts_from_a_state_gives_the_bits_of_one_that_went_on(
        [ValueSource(typeof(ExactModels), nameof(ExactModels.Names))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer first = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads: 2);
        Step(first, model, 9, first: 0);
        Step(first, model, 9, first: 9);
        TrainerState state = first.GetState();
        string before = Hash(first);
        using ITrainer second = ExactModels.Trainer(width: 8, model, CrossEntropy.OfLogits, Notebook, state, threads: 1);

        Step(first, model, 9, first: 18);
        Step(second, model, 9, first: 18);

        Assert.That(Hash(second), Is.EqualTo(Hash(first)).And.Not.EqualTo(before));
    }

    [Test]
    public void A_prediction_has_the_same_bits_in_whatever_company_and_disturbs_no_training(
        [ValueSource(typeof(ExactModels), nameof(ExactModels.SmallNames))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer trainer = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads: 2);
        using ITrainer undisturbed = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads: 2);
        byte[] pixels = ExactModels.Pixels(model, 300);
        int size = model.InputShape.Count;
        double[] all = Predict(trainer, model, pixels);
        foreach (int count in new[] { 0, 1, 127, 128, 129, 256 })
        {
            double[] some = Predict(trainer, model, pixels[..(count * size)]);
            double[] others = Predict(trainer, model, pixels[((300 - count) * size)..]);

            Assert.That(some, Is.EqualTo(all[..some.Length]), $"{count} images");
            Assert.That(others, Is.EqualTo(all[(all.Length - others.Length)..]), $"{count} images");
            Step(trainer, model, 5, first: count);
            Step(undisturbed, model, 5, first: count);
            Assert.That(Hash(trainer), Is.EqualTo(Hash(undisturbed)), $"{count} images");
            all = Predict(trainer, model, pixels);
        }
    }

    [Test]
    public void A_batch_after_a_larger_one_sees_nothing_of_it([ValueSource(typeof(ExactModels), nameof(ExactModels.SmallNames))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer large = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads: 2);
        Step(large, model, 50, first: 100);
        TrainerState state = large.GetState();
        using ITrainer fresh = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, state, threads: 2);

        foreach (int count in new[] { 3, 1, 7 })
        {
            Step(large, model, count, first: 0);
            Step(fresh, model, count, first: 0);
            Assert.That(Hash(large), Is.EqualTo(Hash(fresh)), $"{count} images");
        }
    }

    [TestCase(3, 2)]
    [TestCase(2, 3)]
    [TestCase(2, 0)]
    public void Labels_that_are_not_as_many_as_the_images_are_refused(int images, int labels)
    {
        BuiltModel model = ExactModels.Get("linear");
        using ITrainer trainer = ExactModels.Trainer(width: 16, model, CrossEntropy.OfLogits, Notebook, ExactModels.Start(model), threads: 1);
        string before = Hash(trainer);

        Assert.That(
            () => trainer.TrainStep(ExactModels.Pixels(model, images), ExactModels.Labels(model, labels)),
            Throws.InstanceOf<ArgumentException>());

        Assert.That((Hash(trainer), trainer.GetState().Step), Is.EqualTo((before, 0)));
    }

    // The names of its weights are the same: conv2d, dense and dense_1.
    [Test]
    public void A_state_of_another_model_is_refused() => Assert.That(
        () => ExactModels.Trainer(
            width: 16, ExactModels.Get("Model-1"), CrossEntropy.OfLogits, Notebook, ExactModels.Start(ExactModels.Get("linear")), threads: 1),
        Throws.InstanceOf<ArgumentException>().With.Message.Contains("sequential/conv2d/kernel"));

    private static void Step(ITrainer trainer, BuiltModel model, int count, int first) =>
        trainer.TrainStep(ExactModels.Pixels(model, count, first), ExactModels.Labels(model, count, first));

    private static double[] Predict(ITrainer trainer, BuiltModel model, byte[] pixels)
    {
        double[] logits = new double[pixels.Length / model.InputShape.Count * model.ClassCount];
        trainer.Predict(pixels, logits);
        return logits;
    }

    private static string Hash(ITrainer trainer)
    {
        TrainerState state = trainer.GetState();
        return Float32Bytes.Sha256([.. state.Weights, .. state.FirstMoments, .. state.SecondMoments]);
    }

    // Every number of every array its own.
    private static TrainerState Random(BuiltModel model)
    {
        int number = 0;
        TrainerState start = ExactModels.Start(model, step: 5);
        return start with { Weights = Numbered(start.Weights), FirstMoments = Numbered(start.FirstMoments), SecondMoments = Numbered(start.SecondMoments) };

        WeightValues[] Numbered(IReadOnlyList<WeightValues> arrays) =>
            [.. arrays.Select(array => array with { Values = Array.ConvertAll(array.Values, _ => (double)++number) })];
    }
}
