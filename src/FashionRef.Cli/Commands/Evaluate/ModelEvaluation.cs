using System.Globalization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Cli.Commands.Evaluate;

/// <summary>Predicts a test set with trained weights and prints the metrics.</summary>
/// <param name="engine">Computes it.</param>
/// <param name="images">The test set.</param>
/// <param name="output">Where to write.</param>
internal sealed class ModelEvaluation(IEngine engine, ImageSet images, TextWriter output)
{
    /// <summary>Prints what is evaluated, the classification report, the confusion matrix and the accuracy.</summary>
    /// <param name="trained">The model.</param>
    /// <param name="weightsFile">Where its weights come from.</param>
    /// <param name="threads">How many threads the engine has.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
