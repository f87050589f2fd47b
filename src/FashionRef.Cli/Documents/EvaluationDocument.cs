using FashionRef.Evaluation;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Documents;

/// <summary>A model's metrics, as <c>evaluate --json</c> writes them.</summary>
/// <param name="Model">Its number in the notebook.</param>
/// <param name="Weights">The file that its weights come from.</param>
/// <param name="Result">Accuracy, loss and counts.</param>
/// <param name="ConfusionMatrix">How often each class (the row) was predicted as each (the column).</param>
/// <param name="Comparison">With another program's probabilities; null without <c>--compare</c>.</param>
internal sealed record EvaluationDocument(
    int Model, string Weights, RunResult Result, IReadOnlyList<IReadOnlyList<int>> ConfusionMatrix, ProbabilityComparison? Comparison)
{
    public static EvaluationDocument Of(
        TrainedModel trained, string weights, TestResult test, ReadOnlySpan<byte> labels, ProbabilityComparison? comparison)
    {
        ConfusionMatrix matrix = new(labels, test.Predicted, trained.Model.ClassCount);
        int[] classes = [.. Enumerable.Range(0, matrix.Classes)];
        return new EvaluationDocument(
            trained.Number,
            weights,
            RunResult.Of(test),
            [.. classes.Select(actual => (IReadOnlyList<int>)[.. classes.Select(predicted => matrix[actual, predicted])])],
            comparison);
    }
}
