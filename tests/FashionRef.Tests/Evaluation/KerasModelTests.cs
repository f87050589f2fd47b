using FashionRef.Engines.Exact;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation;
using FashionRef.Formats.Keras;

namespace FashionRef.Tests.Evaluation;

[NonParallelizable]
internal sealed class KerasModelTests
{
    private static readonly KerasAnswers Nested = KerasAnswers.Of("nested");

    [Test]
    public void Many_threads_at_once_get_the_same_answers()
    {
        using KerasModel model = KerasModel.Load(Nested.FileOf("keras"), engine: new ExactEngine(1));
        float[] inputs = [.. Nested.Inputs().Select(value => (float)value)];
        float[] alone = model.Predict(inputs);

        float[][] together = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => model.Predict(inputs))];

        Assert.That(together, Has.All.EqualTo(alone));
        Assert.That(alone.Zip(Nested.Arrays()["predictions_float64"], (own, keras) => Math.Abs(own - keras)).Max(), Is.LessThan(Nested.PredictionTolerance));
    }

    [Test]
    public void After_the_first_call_a_call_allocates_nothing()
    {
        using KerasModel model = KerasModel.Load(Nested.FileOf("keras"), engine: new ExactEngine(1));
        float[] inputs = new float[8 * model.Model.InputShape.Count];
        float[] outputs = new float[8 * model.Model.ClassCount];
        model.Predict(inputs, outputs);

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Predict(inputs, outputs);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    [TestCase(783, 10)]
    [TestCase(784, 11)]
    public void Numbers_that_are_no_whole_samples_are_refused(int inputs, int outputs)
    {
        using KerasModel model = KerasModel.Load(Nested.FileOf("keras"));

        Assert.That(() => model.Predict(new float[inputs], new float[outputs]), Throws.ArgumentException.With.Message.Contains("a sample has 784 inputs and 10 outputs"));
    }

    [Test]
    public void A_model_is_saved_in_another_form_with_all_that_it_can_hold()
    {
        using TemporaryFolder folder = new();
        using (KerasModel model = KerasModel.Load(Nested.FileOf("json"), Nested.FileOf("weights.h5")))
        {
            Assert.That(model.Save(folder["model.keras"]), Is.Empty);
        }

        using KerasFile kept = KerasFile.Read(Nested.FileOf("keras"));
        using KerasFile saved = KerasFile.Read(folder["model.keras"]);
        Assert.That(saved.OptimizerVariableCount, Is.EqualTo(kept.OptimizerVariableCount));
        Assert.That(
            saved.ReadWeights(saved.Model!, "saved").SelectMany(weight => weight.Values),
            Is.EqualTo(kept.ReadWeights(kept.Model!, "kept").SelectMany(weight => weight.Values)));
    }

    [Test]
    public void A_model_that_needs_more_than_its_limits_is_refused_before_anything_is_made() => Assert.That(
        () => KerasModel.Load(Nested.FileOf("keras"), limits: new InferenceLimits(1e9, 100)),
        Throws.TypeOf<FashionRefException>().With.Property(nameof(FashionRefException.Remedy)).EqualTo(Remedy.RaiseTheLimits));

    [TestCase("json", "holds a model without weights")]
    [TestCase("weights.h5", "holds weights only")]
    public void Half_a_model_is_refused(string form, string told) =>
        Assert.That(() => KerasModel.Load(Nested.FileOf(form)), Throws.TypeOf<FashionRefException>().With.Message.Contains(told));
}
