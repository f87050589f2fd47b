using FashionRef.Cli.Commands.Evaluate;
using FashionRef.Cli.Commands.Predict;
using FashionRef.Evaluation;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Cli.Commands.Evaluate;

/// <summary>Models whose outputs are not one number for each of several classes.</summary>
internal sealed class FileEvaluationTests
{
    // Each sample is one number, and the model's output is its function.
    [TestCase(Activation.Sigmoid)]
    [TestCase(Activation.Linear)]
    public void One_output_is_the_share_of_class_1(Activation activation)
    {
        using TemporaryFolder folder = new();
        using KerasModel model = Saved(folder, Shape.Of(1), new Dense(1, activation));

        FileEvaluation evaluation = FileEvaluation.Of(model, [2, -1, 0.5], [1, 0, 0], ["no", "yes"], CancellationToken.None);

        double[] shares = [.. new[] { 2, -1, 0.5 }.Select(x => 1 / (1 + Math.Exp(-x)))];
        double loss = -(Math.Log(shares[0]) + Math.Log(1 - shares[1]) + Math.Log(1 - shares[2])) / 3;
        Assert.That(evaluation.Test.Probabilities, Is.EqualTo(shares.SelectMany(share => new[] { 1 - share, share })).Within(1e-7));
        Assert.That(evaluation.Test.Predicted, Is.EqualTo(new[] { 1, 0, 1 }));
        Assert.That((evaluation.Test.Loss, evaluation.LossName), Is.EqualTo((loss, "cross entropy; the file tells none")).Using<(double, string)>((a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && a.Item2 == b.Item2));
    }

    [Test]
    public void Outputs_that_are_no_row_of_classes_are_refused()
    {
        using TemporaryFolder folder = new();
        using KerasModel model = Saved(folder, Shape.Of(4, 4, 1), new Conv2D(3, 2, Activation.Linear, Padding.Valid));

        Assert.That(
            () => ModelAnswers.Of(model, new double[16], CancellationToken.None),
            Throws.TypeOf<FashionRefException>().With.Message.StartsWith("The model gives outputs of shape (3, 3, 3) for each input, and classes are one row of numbers."));
    }

    private static KerasModel Saved(TemporaryFolder folder, Shape input, Layer layer)
    {
        BuiltModel model = new Sequential(input, [layer]).Build();
        WeightValues[] ones = [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, [.. Enumerable.Repeat(weight.Spec.Name == "kernel" ? 1.0 : 0.0, weight.Shape.Count)]))];
        KerasContent.Of(model, ones).Save(folder["m.keras"], KerasFileKind.Archive, DateTimeOffset.UnixEpoch);
        return KerasModel.Load(folder["m.keras"]);
    }
}
