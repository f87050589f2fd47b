using System.Globalization;
using FashionRef.Cli.Commands.Predict;
using FashionRef.Data;
using FashionRef.Engines.Losses;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;

namespace FashionRef.Cli.Commands.Evaluate;

/// <summary>Evaluates a model file on samples with right answers.</summary>
/// <param name="Test">Its answers.</param>
/// <param name="Labels">The right classes.</param>
/// <param name="ClassNames">A name for each class.</param>
/// <param name="LossName">Which loss it is.</param>
internal sealed record FileEvaluation(TestResult Test, byte[] Labels, IReadOnlyList<string> ClassNames, string LossName)
{
    private const int MostClasses = byte.MaxValue;

    /// <summary>Samples of Fashion-MNIST's test set in a model's input shape.</summary>
    /// <param name="images">The test set.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="FashionRefException">The model takes other inputs, or has another number of classes (bad request).</exception>
    public static (double[] Samples, int[] Labels) OfImages(ImageSet images, BuiltModel model, string name)
    {
        bool fits = model.InputShape.Dimensions.Where(size => size != 1).SequenceEqual([FashionMnist.Height, FashionMnist.Width])
            || (model.InputShape.Rank == 1 && model.InputShape.Count == FashionMnist.Height * FashionMnist.Width);
        return fits && model.ClassCount == FashionMnist.ClassNames.Count
            ? ([.. images.Pixels.ToArray().Select(pixel => (double)pixel)], [.. images.Labels.ToArray().Select(label => (int)label)])
            : throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"'{name}' takes inputs of shape {model.InputShape} and has {model.ClassCount} outputs, and Fashion-MNIST has images of {FashionMnist.Height} x {FashionMnist.Width} in {FashionMnist.ClassNames.Count} classes. Name data for it: --data IMAGES LABELS."));
    }

    /// <summary>Refuses a model whose outputs are no row of classes, or too many.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">They are not (bad request).</exception>
    public static void RequireClasses(BuiltModel model)
    {
        ModelAnswers.RequireClasses(model.OutputShape);
        if (model.ClassCount > MostClasses)
        {
            throw new FashionRefException(FaultKind.BadRequest, string.Create(CultureInfo.InvariantCulture, $"The model has {model.ClassCount} classes, and at most {MostClasses} are evaluated."));
        }
    }

    /// <summary>Predicts every sample once and computes the metrics.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples"><c>[samples, …]</c> as the model wants them.</param>
    /// <param name="labels">The right classes.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public static FileEvaluation Of(KerasModel model, double[] samples, int[] labels, IReadOnlyList<string> classNames, CancellationToken cancellationToken)
    {
        double[] logits = new double[labels.Length * model.Model.ClassCount];
        model.PredictLogits(samples, logits, cancellationToken);
        (int classes, double[] shares) = ModelAnswers.OfOutputs(model, logits);
        int[] predicted = [.. Enumerable.Range(0, labels.Length).Select(i => LogitMetrics.ArgMax(shares.AsSpan(i * classes, classes)))];
        string? weight = model.Compilation?.LossWeight;
        LossSettings? told = weight is null ? KerasLoss.Of(model.Compilation)?.Settings : null;
        if (model.Model.ClassCount == 1 && told?.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy)
        {
            // Keras' are no losses of one output: they are 0, or fail.
            told = null;
        }

        // The binary one over the shares of both classes is their cross entropy.
        (LossSettings used, double[] results) = told is not null ? (told, logits)
            : model.Model.ClassCount == 1 ? (new LossSettings(LossKind.BinaryCrossentropy), shares)
            : (new LossSettings(LossKind.SparseCategoricalCrossentropy) { FromLogits = !ClassShares.AreOutputs(model.Model) }, logits);
        double mean = new KerasLoss(used).Mean(model.Model, model.Weights, results, model.GivesProbabilities && results == logits, labels) + model.ActivityPenalty(samples, cancellationToken);
        string lossName = told is not null ? model.Compilation!.Loss!
            : weight is not null ? $"cross entropy; the file's own has the loss_weights {weight}"
            : model.Compilation?.Loss is { } other ? $"cross entropy; the file's own, '{other}', is not computed here"
            : "cross entropy; the file tells none";
        return new FileEvaluation(
            new TestResult(logits, shares, predicted, mean, predicted.Zip(labels).Count(pair => pair.First == pair.Second)), [.. labels.Select(label => (byte)label)], classNames, lossName);
    }

    /// <summary>What is evaluated, the classification report, the confusion matrix, the accuracy and the loss.</summary>
    /// <param name="file">The model's file.</param>
    /// <param name="model">The model.</param>
    /// <param name="engine">What computed it.</param>
    public string Format(string file, BuiltModel model, string engine) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        '{OutsideText.Line(file)}': {model.ParameterCount:N0} parameters ({model.NonTrainableParameterCount:N0} non-trainable), engine {engine}

        {EvaluationText.Format(Labels, Test, ClassNames)}
        Accuracy {Test.Accuracy:F4} ({Test.Correct:N0} of {Labels.Length:N0}), loss {Test.Loss:F4} ({OutsideText.Line(LossName)}).
        """);
}
