using FashionRef.Engines;
using FashionRef.Evaluation.ModelFiles;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using FashionRef.Training.Checkpoints;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Evaluation.ModelFiles;

internal sealed class TrainedContentTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    // The arrays of a safetensors file are in the order of their names, and Keras' optimizer has them in the model's.
    [TestCase(1)]
    [TestCase(2)]
    public void A_checkpoint_becomes_a_file_with_the_state_of_Adam(int number)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Get(number).Build();
        WeightValues[] Numbered(IEnumerable<Weight> weights, double start) =>
            [.. weights.Select((weight, i) => new WeightValues(weight.Path, weight.Shape, [.. Enumerable.Repeat((double)(float)(start + i), weight.Shape.Count)]))];
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        TrainerState state = new(Numbered(model.Weights, 1), Numbered(trainable, 100), Numbered(trainable, 200), Step: 469);
        new Checkpoint(RunSettings.Notebook(number, "exact", seed: 1, threads: 1), [], state).Write(folder["checkpoint.safetensors"]);

        TrainedContent content = TrainedContent.Read(folder["checkpoint.safetensors"]);
        content.Content.Save(folder["model.keras"], KerasFileKind.Archive, Date);

        using KerasFile file = KerasFile.Read(folder["model.keras"]);
        Assert.That(content.Trained.Number, Is.EqualTo(number));
        Assert.That(file.OptimizerSteps, Is.EqualTo(469));
        Assert.That(
            file.OptimizerVariables.Skip(2).Select(variable => variable.Array.ReadValues()[0]),
            Is.EqualTo(trainable.SelectMany((_, i) => new[] { 100.0 + i, 200.0 + i })));
        Assert.That(file.ReadWeights(file.Model!, "file").Select(weight => weight.Values[0]), Is.EqualTo(Enumerable.Range(1, model.Weights.Count()).Select(i => (double)i)));
    }
}
