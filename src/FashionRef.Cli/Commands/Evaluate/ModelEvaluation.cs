using System.Globalization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Cli.Commands.Evaluate;

/// <summary>Predicts a test set with trained weights, and tells how good the answers are.</summary>
/// <param name="engine">Computes it.</param>
/// <param name="images">The test set.</param>
/// <param name="output">Where it is told.</param>
internal sealed class ModelEvaluation(IEngine engine, ImageSet images, TextWriter output)
{
    /// <summary>Tells what is evaluated, report, matrix and accuracy.</summary>
    /// <param name="trained">The model.</param>
    /// <param name="weightsFile">Where its weights come from.</param>
    /// <param name="threads">How many threads the engine has.</param>
    /// <param name="cancellationToken">Ends it between a few hundred images and the next.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    public TestResult Execute(TrainedModel trained, string weightsFile, int threads, CancellationToken cancellationToken)
    {
        BuiltModel model = trained.Model;
        string title = NotebookModels.Title(trained.Number);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {model.ParameterCount:N0} parameters ({model.NonTrainableParameterCount:N0} non-trainable) "
            + $"from '{OutsideText.Line(weightsFile)}', engine {engine.Name} with {threads} threads"));
        TestResult test = trained.Evaluate(engine, images, cancellationToken);
        output.WriteLine();
        output.WriteLine(EvaluationText.Format(images.Labels.Span, test, FashionMnist.ClassNames));
        output.WriteLine(EvaluationText.Accuracy(title, test));
        return test;
    }
}
