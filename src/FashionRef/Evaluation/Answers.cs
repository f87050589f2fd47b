using System.Globalization;
using FashionRef.Data;

namespace FashionRef.Evaluation;

/// <summary>A model's answers to the test images.</summary>
/// <param name="Labels">The right class of each image.</param>
/// <param name="Predicted">The class that the model gave.</param>
public sealed record Answers(IReadOnlyList<byte> Labels, IReadOnlyList<byte> Predicted)
{
    private static readonly int OfClass = FashionMnist.TestCount / FashionMnist.ClassNames.Count;

    /// <summary>Whether an image was recognized.</summary>
    /// <param name="image">Its place in the test set.</param>
    public bool IsRight(int image) => Labels[image] == Predicted[image];

    /// <summary>How many images were recognized.</summary>
    public int RightCount => Enumerable.Range(0, Labels.Count).Count(IsRight);

    /// <summary>The share of a class's images that were recognized, in [0, 1].</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label)
    {
        int[] images = [.. Enumerable.Range(0, Labels.Count).Where(image => Labels[image] == label)];
        return (double)images.Count(IsRight) / images.Length;
    }

    /// <summary>Why these cannot be answers to the test images, which hold each class equally often; or null.</summary>
    internal string? Fault() => Enumerable.Range(0, FashionMnist.ClassNames.Count)
        .Select(label => (Label: label, Count: Labels.Count(other => other == label)))
        .Where(found => found.Count != OfClass)
        .Select(found => FormattableString.Invariant($"label {found.Label} stands {found.Count} times in it, and must stand {OfClass} times"))
        .FirstOrDefault();

    /// <summary>Reads the first three columns of <see cref="PredictionsCsv"/>.</summary>
    /// <param name="path">A run's predictions.csv.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is not of the 10,000 test images (exit code 2).</exception>
    public static Answers Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FashionRefException(
                ExitCode.BadRequest, $"The predictions '{path}' cannot be read: {exception.Message} They stand beside the run's run.json.", exception);
        }

        if (lines.Length != FashionMnist.TestCount + 1)
        {
            throw Unfit(path, $"it has {lines.Length} lines, and must have {FashionMnist.TestCount + 1}");
        }

        byte[] labels = new byte[FashionMnist.TestCount];
        byte[] predicted = new byte[FashionMnist.TestCount];
        for (int image = 0; image < FashionMnist.TestCount; image++)
        {
            string[] fields = lines[image + 1].Split(',', 4);
            if (fields.Length < 4 || !IsImage(fields[0], image) || !IsClass(fields[1], out labels[image]) || !IsClass(fields[2], out predicted[image]))
            {
                throw Unfit(path, $"line {image + 2} does not begin with index {image}, a label and a predicted class from 0 to {FashionMnist.ClassNames.Count - 1}");
            }
        }

        Answers answers = new(labels, predicted);
        return answers.Fault() is string fault ? throw Unfit(path, $"{fault}") : answers;
    }

    private static bool IsImage(string field, int image) => field == image.ToString(CultureInfo.InvariantCulture);

    private static bool IsClass(string field, out byte label) =>
        byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out label) && label < FashionMnist.ClassNames.Count;

    private static FashionRefException Unfit(string path, FormattableString fault) => new(
        ExitCode.BadRequest,
        $"'{path}' does not hold a run's predictions: {fault.ToString(CultureInfo.InvariantCulture)}. Train anew, for example: dotnet cake --target=Train.");
}
