namespace FashionRef.Evaluation;

/// <summary>How well one class is recognised. A ratio with denominator 0 is 0, as scikit-learn has it.</summary>
/// <param name="Label">The class.</param>
/// <param name="Correct">How many of its images are answered rightly.</param>
/// <param name="Support">How many images it has.</param>
/// <param name="Precision">The share of right answers among those that name it, in [0, 1].</param>
/// <param name="Recall">The share of its images that are answered rightly, in [0, 1].</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
public readonly record struct ClassScore(int Label, int Correct, int Support, double Precision, double Recall, double F1)
{
    /// <summary>The scores of a class.</summary>
    /// <param name="matrix">Labels against predictions.</param>
    /// <param name="label">The class.</param>
    public static ClassScore Of(ConfusionMatrix matrix, int label)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int correct = matrix[label, label];
        int support = matrix.Actual(label);
        int predicted = matrix.Predicted(label);
        return new ClassScore(label, correct, support, Ratio(correct, predicted), Ratio(correct, support), Ratio(2 * correct, predicted + support));
    }

    /// <summary>A part of a whole, or 0 of none.</summary>
    internal static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
