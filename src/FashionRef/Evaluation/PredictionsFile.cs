using System.Globalization;
using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Evaluation;

/// <summary>Reads the files of <see cref="PredictionsCsv"/>: whole, or only the predicted classes, which other programs write as well.</summary>
public static class PredictionsFile
{
    // The rounding error of a sum of ten float32 probabilities.
    private const double SumTolerance = 1e-5;
    private const int FirstProbability = 3;
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly int Classes = FashionMnist.ClassNames.Count;

    /// <summary>Reads every column, and checks each prediction against its probabilities.</summary>
    /// <param name="path">A run's predictions.csv.</param>
    /// <param name="count">How many images it must have.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Predictions Read(string path, int count)
    {
        byte[] labels = new byte[count];
        int[] predicted = new int[count];
        double[] probabilities = new double[count * Classes];
        ReadLines(path, count, (line, image) =>
        {
            string[] fields = line.Split(',');
            string? fault = fields.Length == FirstProbability + Classes
                ? HeadFault(fields, image, out labels[image], out predicted[image])
                : Invariant($"has {fields.Length} fields, but must have {FirstProbability + Classes}");
            return fault ?? ProbabilitiesFault(fields, predicted[image], probabilities.AsSpan(image * Classes, Classes));
        });
        return new Predictions(labels, predicted, probabilities);
    }

    /// <summary>Reads the first three columns.</summary>
    /// <param name="path">A run's predictions.csv.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is not of the 10,000 test images (bad request).</exception>
    public static Answers ReadAnswers(string path)
    {
        byte[] labels = new byte[FashionMnist.TestCount];
        byte[] predicted = new byte[FashionMnist.TestCount];
        ReadLines(path, FashionMnist.TestCount, (line, image) =>
        {
            string? fault = HeadFault(line.Split(',', FirstProbability + 1), image, out labels[image], out int answer);
            predicted[image] = (byte)answer;
            return fault;
        });
        Answers answers = new(labels, predicted);
        return answers.Fault() is string fault ? throw Unfit(path, fault) : answers;
    }

    // A fault continues a sentence that begins with the line.
    private static void ReadLines(string path, int count, Func<string, int, string?> faultOf)
    {
        string[] lines = InputFile.ReadAllLines(
            path, "predictions", MostBytes, "They are beside the run's run.json; a run.json from a pipe has none.");
        if (lines.Length != count + 1L)
        {
            throw Unfit(path, Invariant($"it has {lines.Length} lines, but must have {count + 1L}"));
        }

        for (int image = 0; image < count; image++)
        {
            if (faultOf(lines[image + 1], image) is { } fault)
            {
                throw Unfit(path, Invariant($"line {image + 2} {fault}"));
            }
        }
    }

    private static string? HeadFault(string[] fields, int image, out byte label, out int predicted)
    {
        bool isRight = fields.Length > FirstProbability & IsClass(fields, 1, out label) & IsClass(fields, 2, out byte answer)
            && fields[0] == image.ToString(CultureInfo.InvariantCulture);
        predicted = answer;
        return isRight ? null : Invariant($"does not begin with index {image}, a label and a predicted class from 0 to {Classes - 1}");
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
            return Invariant($"has probabilities with the sum {sum}, which must be 1");
        }

        int best = LogitMetrics.ArgMax(row);
        return best == predicted ? null : Invariant($"has class {predicted} as the predicted one, but class {best} is the most probable one");
    }

    private static FashionRefException Unfit(string path, string fault) => new(
        FaultKind.BadRequest, $"'{path}' is not a file of a run's predictions: {fault}.")
    { Remedy = Remedy.TrainAnew };

    private static bool IsClass(string[] fields, int column, out byte label)
    {
        label = 0;
        return column < fields.Length && byte.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out label) && label < Classes;
    }
}
