using System.Text.Json.Serialization;
using FashionRef.Evaluation;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Documents;

/// <summary>A model's metrics, as <c>evaluate --json</c> writes them.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Model">Its number in the notebook; null for a model file.</param>
/// <param name="Weights">The file that its weights come from.</param>
/// <param name="Engine">What computed them.</param>
/// <param name="Result">Accuracy, loss and counts.</param>
/// <param name="Classes">Precision, recall and F1 of each class, in the order of the labels.</param>
/// <param name="ConfusionMatrix">How often each class (the row) was predicted as each (the column).</param>
/// <param name="Comparison">With another program's probabilities; null without <c>--compare</c>.</param>
internal sealed record EvaluationDocument(
    string Format,
    int? Model,
    string Weights,
    string Engine,
    RunResult Result,
    IReadOnlyList<ClassDocument> Classes,
    IReadOnlyList<IReadOnlyList<int>> ConfusionMatrix,
    ProbabilityComparison? Comparison)
{
    public const string CurrentFormat = "fashionref-evaluation-1";

    /// <summary>The model file. Left out for the notebook's models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelFile { get; init; }

    /// <summary>Which loss <see cref="RunResult.TestLoss"/> is, for a model file. Left out for the notebook's models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Loss { get; init; }

    public static EvaluationDocument Of(EvaluationSubject subject, TestResult test, ProbabilityComparison? comparison)
    {
        ConfusionMatrix matrix = new(subject.Labels, test.Predicted, subject.ClassNames.Count);
        int[] classes = [.. Enumerable.Range(0, matrix.Classes)];
        return new EvaluationDocument(
            CurrentFormat,
            subject.Model,
            subject.File,
            subject.Engine,
            RunResult.Of(test),
            [.. classes.Select(label => ClassDocument.Of(ClassScore.Of(matrix, label), subject.ClassNames[label]))],
            [.. classes.Select(actual => (IReadOnlyList<int>)[.. classes.Select(predicted => matrix[actual, predicted])])],
            comparison)
        { ModelFile = subject.ModelFile, Loss = subject.Loss };
    }
}

/// <summary>What is evaluated.</summary>
/// <param name="Model">Its number in the notebook; null for a model file.</param>
/// <param name="File">The file of its weights.</param>
/// <param name="Engine">What computed it.</param>
/// <param name="Labels">The right classes.</param>
/// <param name="ClassNames">A name for each class.</param>
internal sealed record EvaluationSubject(int? Model, string File, string Engine, byte[] Labels, IReadOnlyList<string> ClassNames)
{
    /// <summary>The model file, or null.</summary>
    public string? ModelFile { get; init; }

    /// <summary>Which loss is computed, for a model file.</summary>
    public string? Loss { get; init; }
}

/// <summary>A class, as <c>evaluate --json</c> writes it.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Precision">The share of right answers among those that name it, in [0, 1]; 0 where none does.</param>
/// <param name="Recall">The share of its images that are answered rightly, in [0, 1].</param>
/// <param name="F1">The harmonic mean of the two.</param>
/// <param name="Support">How many images it has.</param>
internal sealed record ClassDocument(int Label, string Name, double Precision, double Recall, double F1, int Support)
{
    public static ClassDocument Of(ClassScore score, string name) =>
        new(score.Label, name, score.Precision, score.Recall, score.F1, score.Support);
}
