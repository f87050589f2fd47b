using System.Globalization;
using System.Text;

namespace FashionRef.Evaluation;

/// <summary>
/// Precision, recall and F1 of each class, character for character as scikit-learn's <c>classification_report</c> prints them.
/// It has every class that is a label or a prediction; a ratio with denominator 0 is 0.
/// </summary>
public static class ClassificationReport
{
    private const string AverageName = "weighted avg";

    /// <summary>The report; every line ends with LF.</summary>
    /// <param name="matrix">Labels against predictions.</param>
    public static string Format(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ClassScore[] scores =
        [
            .. from label in Enumerable.Range(0, matrix.Classes)
               where matrix.Actual(label) + matrix.Predicted(label) > 0
               select ClassScore.Of(matrix, label),
        ];
        int total = scores.Sum(score => score.Support);
        double accuracy = ClassScore.Ratio(scores.Sum(score => score.Correct), total);

        StringBuilder text = new();
        text.Append(' ', AverageName.Length).Append("  precision    recall  f1-score   support\n\n");
        foreach (ClassScore score in scores)
        {
            string name = score.Label.ToString(CultureInfo.InvariantCulture);
            AppendRow(text, name, Digits(score.Precision), Digits(score.Recall), Digits(score.F1), score.Support);
        }

        text.Append('\n');
        AppendRow(text, "accuracy", string.Empty, string.Empty, Digits(accuracy), total);
        AppendAverage(text, "macro avg", scores, total, _ => 1.0 / scores.Length);
        AppendAverage(text, AverageName, scores, total, score => ClassScore.Ratio(score.Support, total));
        return text.ToString();
    }

    private static void AppendAverage(StringBuilder text, string name, ClassScore[] scores, int total, Func<ClassScore, double> weight) =>
        AppendRow(
            text,
            name,
            Digits(scores.Sum(score => score.Precision * weight(score))),
            Digits(scores.Sum(score => score.Recall * weight(score))),
            Digits(scores.Sum(score => score.F1 * weight(score))),
            total);

    private static void AppendRow(StringBuilder text, string name, string precision, string recall, string f1, int support) =>
        text.Append(CultureInfo.InvariantCulture, $"{name,12} {precision,10}{recall,10}{f1,10}{support,10}\n");

    // Python rounds a tie to the even digit, .NET away from zero. Ties at two digits are the odd eighths, exact in binary.
    private static string Digits(double share)
    {
        double eighths = share * 8;
        bool isTie = eighths == Math.Floor(eighths) && eighths % 2 != 0;
        double rounded = isTie ? Math.Round(share * 100, MidpointRounding.ToEven) / 100 : share;
        return rounded.ToString("F2", CultureInfo.InvariantCulture);
    }
}
