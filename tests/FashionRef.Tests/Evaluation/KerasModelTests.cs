using FashionRef.Engines.Exact;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Models;

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

    [Test]
    public void Inputs_that_are_no_whole_samples_are_refused()
    {
        using KerasModel model = KerasModel.Load(Nested.FileOf("keras"));

        Assert.That(() => model.Predict(new float[7]), Throws.ArgumentException.With.Message.Contains("7 inputs are no whole number of samples: a sample has 784."));
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
            Assert.That(model.Save(folder["model.h5"]), Is.Empty);
            Assert.That(() => model.Save(folder["model.onnx"]), Throws.TypeOf<FashionRefException>().With.Message.Contains("its name must end with one of .keras, .weights.h5, .h5, .json."));
        }

        using (KerasFile legacy = KerasFile.Read(folder["model.h5"]))
        {
            Assert.That(legacy.Kind, Is.EqualTo(KerasFileKind.LegacyModel));
        }

        using KerasFile kept = KerasFile.Read(Nested.FileOf("keras"));
        using KerasFile saved = KerasFile.Read(folder["model.keras"]);
        Assert.That(saved.OptimizerVariableCount, Is.EqualTo(kept.OptimizerVariableCount));
        Assert.That(
            saved.ReadWeights(saved.Model!, "saved").SelectMany(weight => weight.Values),
            Is.EqualTo(kept.ReadWeights(kept.Model!, "kept").SelectMany(weight => weight.Values)));
    }

    [Test]
    public void Weights_may_come_from_safetensors_and_are_saved_without_another_ones_optimizer()
    {
        using TemporaryFolder folder = new();
        WeightValues[] doubled;
        using (KerasModel model = KerasModel.Load(Nested.FileOf("keras")))
        {
            doubled = [.. model.Weights.Select(weight => weight with { Values = [.. weight.Values.Select(value => 2 * value)] })];
        }

        SafetensorsFile.Write(folder["w.safetensors"], doubled, new Dictionary<string, string>());
        using (KerasModel model = KerasModel.Load(Nested.FileOf("keras"), folder["w.safetensors"]))
        {
            Assert.That(model.Save(folder["model.keras"]), Is.EqualTo(new[] { "The optimizer's state: it belongs to the file's own weights." }));
        }

        using KerasModel saved = KerasModel.Load(folder["model.keras"]);
        Assert.That(saved.Weights.SelectMany(weight => weight.Values), Is.EqualTo(doubled.SelectMany(weight => weight.Values)));
        Assert.That(saved.OptimizerSteps, Is.Null);
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
