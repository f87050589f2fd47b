using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training.Compiled;

namespace FashionRef.Cli.Commands.Predict;

/// <summary>What a model's outputs say about classes.</summary>
internal static class ModelAnswers
{
    // Answers of a model that sees what it was trained on are rarely all as sure as this.
    private const double Saturated = 0.9999;
    private const double MostSaturated = 0.9;
    private const int FewestForHint = 3;
    private const double SaturatedAlone = 0.999999;

    /// <summary>The shares of the classes for each sample: probabilities that the model gives, or that follow from its outputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs"><c>[samples, …]</c>.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    /// <returns>The number of classes, <c>[samples, classes]</c>, and the outputs themselves where these are no shares, else null.</returns>
    public static (int Classes, double[] Shares, double[]? Outputs) Of(KerasModel model, double[] inputs, CancellationToken cancellationToken)
    {
        double[] outputs = new double[inputs.Length / model.Model.InputShape.Count * model.Model.ClassCount];
        model.PredictLogits(inputs, outputs, cancellationToken);
        (int classes, double[] shares) = OfOutputs(model, outputs);
        return (classes, shares, ClassShares.AreOutputs(model.Model) ? null : outputs);
    }

    /// <summary>The shares of the classes that follow from logits or outputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="results">As <see cref="KerasModel.PredictLogits"/> gives them.</param>
    /// <exception cref="FashionRefException">One is not finite (check failed), or the outputs are no row of classes (bad request).</exception>
    public static (int Classes, double[] Shares) OfOutputs(KerasModel model, double[] results)
    {
        RequireClasses(model.Model.OutputShape);
        return ClassShares.Of(model.Model, results, model.Precision);
    }

    /// <summary>Whether nearly all answers are as sure as those of a model that gets pixels of another range.</summary>
    public static bool LookSaturated(int classes, double[] shares)
    {
        int count = shares.Length / classes;

        // A few right answers may all be sure; these must be surer.
        double bound = count < FewestForHint ? SaturatedAlone : Saturated;
        int sure = Enumerable.Range(0, count).Count(i => shares.AsSpan(i * classes, classes).ContainsAnyInRange(bound, double.PositiveInfinity));
        return count > 0 && sure >= MostSaturated * count;
    }

    /// <summary>Refuses outputs that are no row of classes.</summary>
    /// <param name="outputs">Their shape.</param>
    /// <exception cref="FashionRefException">They are not (bad request).</exception>
    public static void RequireClasses(Shape outputs)
    {
        if (outputs.Dimensions.Any(size => size != 1 && size != outputs.Count))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"The model gives outputs of shape {outputs} for each input, and classes are one row of numbers. Name a model whose last layer gives one, such as Dense.");
        }
    }
}
