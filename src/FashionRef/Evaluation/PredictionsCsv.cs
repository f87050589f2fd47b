using System.Globalization;
using System.Text;
using FashionRef.Training;

namespace FashionRef.Evaluation;

/// <summary>Every prediction as CSV.</summary>
internal static class PredictionsCsv
{
    /// <summary>A header and a line for each test image: its place, label, predicted class and the probability of every class.</summary>
    /// <param name="labels">The right classes.</param>
    /// <param name="test">The answers.</param>
    public static string Format(ReadOnlySpan<byte> labels, TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        int classes = test.Probabilities.Length / labels.Length;
        StringBuilder text = new("index,label,predicted");
        for (int i = 0; i < classes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $",probability_{i}");
        }

        text.Append('\n');
        for (int i = 0; i < labels.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},{labels[i]},{test.Predicted[i]}");
            foreach (double probability in test.Probabilities.AsSpan(i * classes, classes))
            {
                text.Append(CultureInfo.InvariantCulture, $",{(float)probability}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
