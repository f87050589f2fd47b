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
        return Draw(PictureNames.HistoryLoss, "loss", training, validation, BandOf(run, reference));
    }

    /// <summary>Draws the accuracies.</summary>
    /// <inheritdoc cref="Loss"/>
    public static Picture Accuracy(ReportedRun run, ReferenceHistories reference)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        HistoryColumn training = HistoryColumn.Training(epoch => epoch.Accuracy, figures => figures.Accuracy, history, reference);
        HistoryColumn validation = HistoryColumn.Validation(epoch => epoch.ValAccuracy, figures => figures.ValAccuracy, history, reference);
        return Draw(PictureNames.HistoryAccuracy, "accuracy", training, validation, BandOf(run, reference));
    }

    /// <summary>The chart of one quantity.</summary>
    /// <param name="quantity">Its name.</param>
    /// <param name="training">Its figures of the training images.</param>
    /// <param name="validation">Its figures of the test images.</param>
    /// <param name="band">The band of the columns' lowest and highest figures; null leaves it out.</param>
    public static EpochChart Chart(string quantity, HistoryColumn training, HistoryColumn validation, HistoryBand? band)
    {
        EpochChart chart = new(quantity, training.Run.Length);
        HistoryLimits limits = HistoryLimits.Of(training, validation);
        chart.Limit(limits.Low, limits.High);
        HistoryColumn[] columns = [training, validation];
        foreach (HistoryColumn column in columns.Where(_ => band is not null))
        {
            chart.AddBand(column.Lowest, column.Highest, column.Color, HistoryText.Range(band!));
        }

        if (band is null && training.Run.Length > 1)
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

    private static Picture Draw(string name, string quantity, HistoryColumn training, HistoryColumn validation, HistoryBand? band) =>
        Chart(quantity, training, validation, band).ToPicture(
            name, $"Training and validation {quantity}", HistoryText.Describe(quantity, training, validation, band));

    // For a single epoch a band has no width.
    private static HistoryBand? BandOf(ReportedRun run, ReferenceHistories reference) =>
        run.Record.History.Count > 1 ? reference.Band : null;
}
