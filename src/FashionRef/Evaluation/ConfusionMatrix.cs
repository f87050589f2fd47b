using System.Globalization;
using System.Text;

namespace FashionRef.Evaluation;

/// <summary>How often each class was predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    /// <summary>Counts pairs.</summary>
    /// <param name="actual">The right class of each sample, from 0 to <paramref name="classes"/> less one.</param>
    /// <param name="predicted">As many answers.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">The numbers of labels and predictions differ.</exception>
    public ConfusionMatrix(ReadOnlySpan<byte> actual, ReadOnlySpan<int> predicted, int classes)
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"{actual.Length} labels need as many predictions, not {predicted.Length}.", nameof(predicted));
        }

        _counts = new int[classes, classes];
        for (int i = 0; i < actual.Length; i++)
        {
            _counts[actual[i], predicted[i]]++;
        }
    }

    /// <summary>How many classes there are.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>How many samples of class <paramref name="actual"/> were predicted as class <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>How many samples of a class there are: its row's sum.</summary>
    public int Actual(int label) => Enumerable.Range(0, Classes).Sum(column => _counts[label, column]);

    /// <summary>How often a class was predicted: its column's sum.</summary>
    public int Predicted(int label) => Enumerable.Range(0, Classes).Sum(row => _counts[row, label]);

    /// <summary>The matrix as text: rows are actual classes with their names, columns predicted ones by number.</summary>
    /// <param name="classNames">A name for each class.</param>
    public string Format(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        int nameWidth = classNames.Max(name => name.Length);
        StringBuilder text = new("Confusion matrix: rows are actual classes, columns predicted ones.\n\n");
        text.Append(' ', nameWidth + 3);
        for (int column = 0; column < Classes; column++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{column,6}");
        }

        text.Append('\n');
        for (int row = 0; row < Classes; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row,2} ").Append(classNames[row].PadRight(nameWidth));
            for (int column = 0; column < Classes; column++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{_counts[row, column],6}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
