using FashionRef.Training;
using ScottPlot;

namespace FashionRef.Report.Pictures.History;

/// <summary>One column of Keras' history: a run's figures and those to compare with, cut to the run's epochs.</summary>
/// <param name="name">The data: <c>training</c> or <c>validation</c>.</param>
/// <param name="color">Of its curves.</param>
/// <param name="marker">Of the run's curve.</param>
/// <param name="run">The run's figure of each epoch.</param>
/// <param name="notebook">The notebook's.</param>
/// <param name="bands">The lowest and the highest of correct runs, for each of the bands.</param>
internal sealed class HistoryColumn(
    string name, Color color, MarkerShape marker, double[] run, double[] notebook, IReadOnlyList<(double[] Lowest, double[] Highest)> bands)
{
    /// <summary>The data: <c>training</c> or <c>validation</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Of its curves.</summary>
    public Color Color { get; } = color;

    /// <summary>Of the run's curve.</summary>
    public MarkerShape Marker { get; } = marker;

    /// <summary>The run's figure of each epoch.</summary>
    public double[] Run { get; } = run;

    /// <summary>The notebook's.</summary>
    public double[] Notebook { get; } = notebook;

    /// <summary>The lowest and the highest of correct runs, for each of the bands; empty if there are none.</summary>
    public IReadOnlyList<(double[] Lowest, double[] Highest)> Bands { get; } = bands;

    /// <summary>All curves.</summary>
    public IEnumerable<double[]> All => [Run, Notebook, .. Bands.SelectMany(band => new[] { band.Lowest, band.Highest })];

    /// <summary>Figures of the training images, computed as the weights change.</summary>
    /// <param name="run">Selects the run's figure.</param>
    /// <param name="column">Selects a reference's.</param>
    /// <param name="history">The run's.</param>
    /// <param name="reference">What it is compared with.</param>
    public static HistoryColumn Training(
        Func<EpochMetrics, double> run,
        Func<SeedHistory, IReadOnlyList<double>> column,
        IReadOnlyList<EpochMetrics> history,
        ReferenceHistories reference) =>
        Of("training", PictureColors.First, MarkerShape.FilledCircle, run, column, history, reference);

    /// <summary>Figures of the test images, after each epoch.</summary>
    /// <inheritdoc cref="Training"/>
    public static HistoryColumn Validation(
        Func<EpochMetrics, double> run,
        Func<SeedHistory, IReadOnlyList<double>> column,
        IReadOnlyList<EpochMetrics> history,
        ReferenceHistories reference) =>
        Of("validation", PictureColors.Second, MarkerShape.FilledSquare, run, column, history, reference);

    private static HistoryColumn Of(
        string name,
        Color color,
        MarkerShape marker,
        Func<EpochMetrics, double> run,
        Func<SeedHistory, IReadOnlyList<double>> column,
        IReadOnlyList<EpochMetrics> history,
        ReferenceHistories reference)
    {
        double[] Cut(SeedHistory figures) => [.. column(figures).Take(history.Count)];

        return new HistoryColumn(
            name,
            color,
            marker,
            [.. history.Select(run)],
            Cut(reference.Notebook),
            [.. reference.Bands.Select(band => (Cut(band.Lowest), Cut(band.Highest)))]);
    }
}
