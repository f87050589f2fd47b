using FashionRef.Training;

namespace FashionRef.Report.Pictures.History;

/// <summary>A run's loss and accuracy over its epochs, with the notebook's and the band of correct runs.</summary>
internal static class HistoryPictures
{
    /// <summary>Draws the losses.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reference">What it is compared with.</param>
    public static Picture Loss(ReportedRun run, ReferenceHistories reference)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        HistoryColumn training = HistoryColumn.Training(epoch => epoch.Loss, figures => figures.Loss, history, reference);
        HistoryColumn validation = HistoryColumn.Validation(epoch => epoch.ValLoss, figures => figures.ValLoss, history, reference);
        return Draw(PictureNames.HistoryLoss, "loss", training, validation, BandsOf(run, reference));
    }

    /// <summary>Draws the accuracies.</summary>
    /// <inheritdoc cref="Loss"/>
    public static Picture Accuracy(ReportedRun run, ReferenceHistories reference)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        HistoryColumn training = HistoryColumn.Training(epoch => epoch.Accuracy, figures => figures.Accuracy, history, reference);
        HistoryColumn validation = HistoryColumn.Validation(epoch => epoch.ValAccuracy, figures => figures.ValAccuracy, history, reference);
        return Draw(PictureNames.HistoryAccuracy, "accuracy", training, validation, BandsOf(run, reference));
    }

    /// <summary>The chart of one quantity.</summary>
    /// <param name="quantity">Its name.</param>
    /// <param name="training">Its figures of the training images.</param>
    /// <param name="validation">Its figures of the test images.</param>
    /// <param name="bands">The bands of the columns; empty leaves them out.</param>
    public static EpochChart Chart(string quantity, HistoryColumn training, HistoryColumn validation, IReadOnlyList<HistoryBand> bands)
    {
        EpochChart chart = new(quantity, training.Run.Length);
        HistoryLimits limits = HistoryLimits.Of(training, validation);
        chart.Limit(limits.Low, limits.High);
        HistoryColumn[] columns = [training, validation];
        foreach ((int i, HistoryBand band) in bands.Index())
        {
            // One entry of the legend for both colours: with two more the page's first screens would be longer.
            foreach ((int j, HistoryColumn column) in columns.Index())
            {
                (double[] lowest, double[] highest) = column.Bands[i];
                chart.AddBand(lowest, highest, column.Color, j == 0 ? HistoryText.Range(band) : "", band.StartAlike);
            }
        }

        if (bands.Count == 0 && training.Run.Length > 1)
        {
            chart.AddNote(HistoryText.NoRange);
        }

        foreach (HistoryColumn column in columns)
        {
            chart.AddNotebook(column.Notebook, column.Color, $"{column.Name}, notebook");
        }

        foreach (HistoryColumn column in columns)
        {
            chart.AddRun(column.Run, column.Color, column.Marker, column.Name);
        }

        if (HistoryText.OutsideRemark(training, limits) is { } remark)
        {
            bool isAbove = training.Run[0] > limits.High || training.Notebook[0] > limits.High;
            chart.AddRemark(isAbove ? limits.High : limits.Low, remark, isAbove);
        }

        return chart;
    }

    private static Picture Draw(string name, string quantity, HistoryColumn training, HistoryColumn validation, IReadOnlyList<HistoryBand> bands) =>
        Chart(quantity, training, validation, bands).ToPicture(
            name, $"Training and validation {quantity}", HistoryText.Describe(quantity, training, validation, bands));

    // For a single epoch a band has no width.
    private static IReadOnlyList<HistoryBand> BandsOf(ReportedRun run, ReferenceHistories reference) =>
        run.Record.History.Count > 1 ? reference.Bands : [];
}
