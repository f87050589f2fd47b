using FashionRef.Training;

namespace FashionRef.Report.Pictures;

/// <summary>A run's loss and accuracy over its epochs, before the notebook's own and where right runs lie.</summary>
internal static class HistoryPictures
{
    // To the right of where curves that begin outside come in.
    private const double RemarkEpoch = 2.1;
    private const double SingleRemarkEpoch = 0.65;

    /// <summary>Draws the losses.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reference">What it is shown against.</param>
    public static Picture Loss(ReportedRun run, ReferenceHistories reference)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        HistoryColumn training = HistoryColumn.Training(epoch => epoch.Loss, figures => figures.Loss, history, reference);
        HistoryColumn validation = HistoryColumn.Validation(epoch => epoch.ValLoss, figures => figures.ValLoss, history, reference);
        return Draw(PictureNames.HistoryLoss, "loss", training, validation, reference.Band);
    }

    /// <summary>Draws the accuracies.</summary>
    /// <inheritdoc cref="Loss"/>
    public static Picture Accuracy(ReportedRun run, ReferenceHistories reference)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        HistoryColumn training = HistoryColumn.Training(epoch => epoch.Accuracy, figures => figures.Accuracy, history, reference);
        HistoryColumn validation = HistoryColumn.Validation(epoch => epoch.ValAccuracy, figures => figures.ValAccuracy, history, reference);
        return Draw(PictureNames.HistoryAccuracy, "accuracy", training, validation, reference.Band);
    }

    private static Picture Draw(string name, string quantity, HistoryColumn training, HistoryColumn validation, HistoryBand? band)
    {
        int epochs = training.Run.Length;
        EpochChart chart = new(quantity, epochs);
        HistoryLimits limits = HistoryLimits.Of(training, validation);
        chart.Limit(limits.Low, limits.High);
        HistoryColumn[] columns = [training, validation];

        // Of a single epoch a band has no width.
        band = epochs > 1 ? band : null;
        if (band is not null)
        {
            foreach (HistoryColumn column in columns)
            {
                chart.AddBand(column.Lowest, column.Highest, column.Color, HistoryText.Range(band));
            }
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
            chart.AddRemark(epochs > 1 ? RemarkEpoch : SingleRemarkEpoch, isAbove ? limits.High : limits.Low, remark, isAbove);
        }

        string title = $"Training and validation {quantity}";
        return chart.ToPicture(name, title, HistoryText.Describe(quantity, training, validation, band));
    }
}
