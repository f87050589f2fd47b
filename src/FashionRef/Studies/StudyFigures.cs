using FashionRef.Training;

namespace FashionRef.Studies;

/// <summary>The figures that experiments are compared by.</summary>
public static class StudyFigures
{
    /// <summary>Smaller losses count as this one, in nats: float32 probabilities tell nothing below it.</summary>
    public const double LeastLoss = 1e-9;

    /// <summary>A run's figure.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="history">The run's epochs, at least one.</param>
    public static double Of(StudyFigure figure, IReadOnlyList<EpochMetrics> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        IEnumerable<EpochMetrics> settled = history.Count == 1 ? history : history.Skip(1);
        return figure switch
        {
            StudyFigure.MeanTestAccuracy => settled.Average(epoch => epoch.ValAccuracy),
            StudyFigure.LastTestAccuracy => history[^1].ValAccuracy,
            StudyFigure.MeanLogTestLoss => settled.Average(epoch => Log(epoch.ValLoss)),
            StudyFigure.MeanTrainingAccuracy => settled.Average(epoch => epoch.Accuracy),
            StudyFigure.MeanLogTrainingLoss => settled.Average(epoch => Log(epoch.Loss)),
            StudyFigure.FirstLogTrainingLoss => Log(history[0].Loss),
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "There is no such figure."),
        };
    }

    /// <summary>Whether it is a loss, of which less is better.</summary>
    /// <param name="figure">Which.</param>
    public static bool IsLoss(StudyFigure figure) => figure is StudyFigure.MeanLogTestLoss or StudyFigure.MeanLogTrainingLoss or StudyFigure.FirstLogTrainingLoss;

    /// <summary>A difference of figures that is positive where the first one is better.</summary>
    internal static double Gain(StudyFigure figure, double difference) => IsLoss(figure) ? -difference : difference;

    // The logarithm of 0 is no number that a mean or JSON could have.
    private static double Log(double loss) => Math.Log(Math.Max(loss, LeastLoss));

    /// <summary>The figure in words, for example <c>the mean test accuracy of epoch 2 and later</c>.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="hasOneEpoch">Whether the runs have a single epoch, which is then all that there is.</param>
    /// <param name="judges">The images that judge the runs in place of the test set; null for the test set.</param>
    public static string Name(StudyFigure figure, bool hasOneEpoch = false, string? judges = null)
    {
        (string test, string on) = judges is null ? ("test ", "") : ("", $" on {judges}");
        return figure switch
        {
            StudyFigure.MeanTestAccuracy => hasOneEpoch ? $"the {test}accuracy of the only epoch{on}" : $"the mean {test}accuracy of epoch 2 and later{on}",
            StudyFigure.LastTestAccuracy => $"the {test}accuracy after the last epoch{on}",
            StudyFigure.MeanLogTestLoss => hasOneEpoch ? $"the logarithm of the {test}loss of the only epoch{on}" : $"the mean logarithm of the {test}loss of epoch 2 and later{on}",
            _ => OfTraining(figure, hasOneEpoch),
        };
    }

    private static string OfTraining(StudyFigure figure, bool hasOneEpoch) => figure switch
    {
        StudyFigure.MeanTrainingAccuracy => hasOneEpoch ? "the training accuracy of the only epoch" : "the mean training accuracy of epoch 2 and later",
        StudyFigure.MeanLogTrainingLoss => hasOneEpoch ? "the logarithm of the training loss of the only epoch" : "the mean logarithm of the training loss of epoch 2 and later",
        StudyFigure.FirstLogTrainingLoss => "the logarithm of the training loss of the first epoch",
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "There is no such figure."),
    };
}
