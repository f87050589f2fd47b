using System.Globalization;
using FashionRef.Data;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Evaluation;

/// <summary>The lines of a predictions.csv, and what every line begins with.</summary>
internal static class PredictionLines
{
    private const int HeadFields = 3;
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads the lines, the header among them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many images it must be of.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is of another number of images (bad request).</exception>
    public static string[] Read(string path, int count)
    {
        string[] lines = InputFile.ReadAllLines(
            path, "predictions", MostBytes, "They stand beside the run's run.json; one that comes through a pipe has none.");
        return lines.Length == count + 1L
            ? lines
            : throw Unfit(path, Invariant($"it has {lines.Length} lines, and must have {count + 1L}"));
    }

    /// <summary>Reads the first three fields of a line.</summary>
    /// <param name="fields">The line's, the last of them perhaps unsplit; more than three.</param>
    /// <param name="image">The image that the line must be of.</param>
    /// <param name="label">Its class.</param>
    /// <param name="predicted">The answer.</param>
    /// <returns>What is wrong with them, as the end of a sentence on the line; or null.</returns>
    public static string? HeadFault(string[] fields, int image, out byte label, out byte predicted)
    {
        (label, predicted) = (0, 0);
        return fields.Length > HeadFields && IsClass(fields[1], out label) && IsClass(fields[2], out predicted) && fields[0] == image.ToString(CultureInfo.InvariantCulture)
            ? null
            : Invariant($"does not begin with index {image}, a label and a predicted class from 0 to {FashionMnist.ClassNames.Count - 1}");
    }

    /// <summary>The error for a file that is something else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static FashionRefException Unfit(string path, string fault) => new(
        FaultKind.BadRequest, $"'{path}' does not hold a run's predictions: {fault}. Train anew, for example: dotnet cake --target=Train.");

    private static bool IsClass(string field, out byte label) =>
        byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out label) && label < FashionMnist.ClassNames.Count;
}
