using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Evaluation;

/// <summary>The shared text for a model's results.</summary>
public static class EvaluationText
{
    /// <summary>Classification report and confusion matrix; every line ends with LF.</summary>
    /// <param name="labels">The right classes.</param>
    /// <param name="test">The answers.</param>
    /// <param name="classNames">A name for each class.</param>
    public static string Format(ReadOnlySpan<byte> labels, TestResult test, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(classNames);
        ConfusionMatrix matrix = new(labels, test.Predicted, classNames.Count);
        return $"{ClassificationReport.Format(matrix)}\n{matrix.Format(classNames)}";
    }

    /// <summary>The share of right answers in one sentence, for example <c>Model-1: test accuracy 0.8470 (8,470 of 10,000).</c></summary>
    /// <param name="modelTitle">What the notebook calls the model.</param>
    /// <param name="test">The answers.</param>
    public static string Accuracy(string modelTitle, TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{modelTitle}: test accuracy {test.Accuracy:F4} ({test.Correct:N0} of {test.Predicted.Length:N0}).");
    }
}
