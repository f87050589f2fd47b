using System.Globalization;
using FashionRef.Data;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Evaluation;

/// <summary>Reads what <see cref="PredictionsCsv"/> writes.</summary>
public static class PredictionsFile
{
    // The probabilities are float32: what rounding leaves of a sum of ten.
    private const double SumTolerance = 1e-5;
    private const int FirstProbability = 3;

    private static readonly int Classes = FashionMnist.ClassNames.Count;

    /// <summary>Reads every column, and checks each answer against its probabilities.</summary>
    /// <param name="path">A run's predictions.csv.</param>
    /// <param name="count">How many images it must be of.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Predictions Read(string path, int count)
    {
        string[] lines = PredictionLines.Read(path, count);
        byte[] labels = new byte[count];
        int[] predicted = new int[count];
        double[] probabilities = new double[count * Classes];
        for (int image = 0; image < count; image++)
        {
            string[] fields = lines[image + 1].Split(',');
            Span<double> row = probabilities.AsSpan(image * Classes, Classes);
            if (HeadFault(fields, image, out labels[image], out predicted[image]) is string head)
            {
                throw PredictionLines.Unfit(path, Invariant($"line {image + 2} {head}"));
            }

            if (ProbabilitiesFault(fields, predicted[image], row) is string fault)
            {
                throw PredictionLines.Unfit(path, Invariant($"line {image + 2} {fault}"));
            }
        }

        return new Predictions(labels, predicted, probabilities);
    }

    private static string? HeadFault(string[] fields, int image, out byte label, out int predicted)
    {
        (label, predicted) = (0, 0);
        if (fields.Length != FirstProbability + Classes)
        {
            return Invariant($"has {fields.Length} fields, and must have {FirstProbability + Classes}");
        }

        string? fault = PredictionLines.HeadFault(fields, image, out label, out byte answer);
        predicted = answer;
        return fault;
    }

    private static string? ProbabilitiesFault(string[] fields, int predicted, Span<double> row)
    {
        double sum = 0;
        for (int i = 0; i < Classes; i++)
        {
            string field = fields[FirstProbability + i];
            if (!float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float probability) || !(probability is >= 0 and <= 1))
            {
                return Invariant($"has '{field}' as the probability of class {i}; legal are numbers from 0 to 1");
            }

            row[i] = probability;
            sum += probability;
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            return Invariant($"has probabilities with the sum {sum}, and must have 1");
        }

        int best = LogitMetrics.ArgMax(row);
        return best == predicted ? null : Invariant($"tells of class {predicted} as predicted, and class {best} is the most probable one");
    }
}
