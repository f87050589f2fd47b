using static System.FormattableString;

namespace FashionRef.Evaluation.ModelFiles;

/// <summary>Right classes from a file: a NumPy array of numbers or of one-hot rows, or IDX labels.</summary>
public static class LabelFile
{
    /// <summary>Reads the classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="FashionRefException">It is damaged, or its labels are of another number or no classes of the model (bad request).</exception>
    public static int[] Read(string path, int count, int classes)
    {
        NumberFile file = NumberFile.Read(path, "file of labels", "Name a NumPy file (.npy) or a file of IDX labels.");
        bool isOneHot = file.Shape.Count == 2 && file.Shape[0] == count && file.Shape[1] == classes && classes > 1;
        bool isList = file.Count == count && file.Shape.Count(size => size != 1) <= 1;
        if (!isOneHot && !isList)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' has labels of shape ({string.Join(", ", file.Shape)}), and there are {count} inputs and {classes} classes. Name a file with a label for each input, or with a row of {classes} for each."));
        }

        double[] values = file.Values();
        double[] labels = isOneHot ? [.. Enumerable.Range(0, count).Select(row => (double)OneHot(path, values.AsSpan(row * classes, classes), row))] : values;
        int wrong = Array.FindIndex(labels, label => label != Math.Floor(label) || label < 0 || label >= classes);
        return wrong < 0
            ? [.. labels.Select(label => (int)label)]
            : throw new FashionRefException(FaultKind.BadRequest, Invariant($"'{path}' has the label {labels[wrong]} at {wrong}, and the model's classes are 0 to {classes - 1}. Name a file with those."));
    }

    private static int OneHot(string path, ReadOnlySpan<double> row, int number) => row.Count(1) == 1 && row.Count(0) == row.Length - 1
        ? row.IndexOf(1)
        : throw new FashionRefException(FaultKind.BadRequest, Invariant($"'{path}' has a row {number} that is no class: it must have one 1, and 0 otherwise."));
}
