using FashionRef.Studies;
using FashionRef.Training;

namespace FashionRef.Gate.Curves;

/// <summary>The figures of a run's history that are compared with those of right runs. All are means over epochs 2 to 10, but for the last.</summary>
public static class CurveFigures
{
    /// <summary>Of runs that start alike: their training losses stay so near that they show the most.</summary>
    public static IReadOnlyList<StudyFigure> Paired { get; } =
        [StudyFigure.MeanLogTrainingLoss, StudyFigure.MeanTrainingAccuracy, StudyFigure.MeanTestAccuracy, StudyFigure.MeanLogTestLoss, StudyFigure.FirstLogTrainingLoss];

    /// <summary>Of runs with random numbers of their own.</summary>
    public static IReadOnlyList<StudyFigure> Unpaired { get; } =
        [StudyFigure.MeanTrainingAccuracy, StudyFigure.MeanTestAccuracy, StudyFigure.MeanLogTestLoss, StudyFigure.FirstLogTrainingLoss];

    /// <summary>A run's figures.</summary>
    /// <param name="figures">Which.</param>
    /// <param name="history">The run's epochs, at least two.</param>
    public static double[] Of(IReadOnlyList<StudyFigure> figures, IReadOnlyList<EpochMetrics> history) => [.. figures.Select(figure => StudyFigures.Of(figure, history))];

    /// <summary>Whether histories are of one run, as far as these figures tell.</summary>
    /// <param name="first">A run's epochs, at least two.</param>
    /// <param name="second">Another's.</param>
    public static bool AreEqual(IReadOnlyList<EpochMetrics> first, IReadOnlyList<EpochMetrics> second) => Of(Paired, first).AsSpan().SequenceEqual(Of(Paired, second));

    /// <summary>A figure in a few words, for a cell of a table.</summary>
    /// <param name="figure">Which.</param>
    public static string Name(StudyFigure figure) => figure switch
    {
        StudyFigure.MeanLogTrainingLoss => "log training loss",
        StudyFigure.MeanTrainingAccuracy => "training accuracy",
        StudyFigure.MeanTestAccuracy => "test accuracy",
        StudyFigure.MeanLogTestLoss => "log test loss",
        StudyFigure.FirstLogTrainingLoss => "log training loss of epoch 1",
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "The gate does not compare it."),
    };
}
