using FashionRef.Data;
using FashionRef.Evaluation;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>Test images with a run's predictions.</summary>
internal static class AnswerPictures
{
    private const int Shown = 24;
    private const int BrieflyShown = 9;
    private const int MistakesListed = 5;
    private const double Sure = 0.9995;

    /// <summary>How the images are arranged.</summary>
    public static readonly ImageGrid Grid = new(Columns: 4, Scale: 7, CellWidth: 252);

    /// <summary>The arrangement of few images: narrower, so that the text is legible on a phone.</summary>
    public static readonly ImageGrid BriefGrid = Grid with { Columns = 3 };

    /// <summary>Draws images chosen by the run's seed, with wrong predictions marked.</summary>
    /// <param name="run">The run.</param>
    /// <param name="test">The test set.</param>
    public static Picture Sample(ReportedRun run, ImageSet test)
    {
        Predictions answers = run.Predictions;
        int seed = run.Record.Settings.Seed;
        IReadOnlyList<int> images = TestImageChoice.Of(seed, answers.Count, Shown);
        int[] wrong = [.. images.Where(image => !answers.IsRight(image))];
        string mistakes = wrong.Length == 0 ? "" : $" Wrong: {List(answers, wrong)}.";
        return Grid.Draw(
            PictureNames.Predictions,
            "Predictions",
            Invariant($"{images.Count} test images that seed {seed} chose, each with the model's answer, its probability and the actual class. ")
            + Invariant($"{images.Count - wrong.Length} answers are right, {wrong.Length} wrong; wrong ones have a thick frame and a cross.{mistakes}"),
            Cells(answers, test, images, markWrong: true));
    }

    /// <summary>Draws the most confident wrong predictions; null if there are none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="test">The test set.</param>
    /// <param name="isBrief">Whether only the first nine are drawn.</param>
    public static Picture? Mistakes(ReportedRun run, ImageSet test, bool isBrief = false)
    {
        Predictions answers = run.Predictions;
        int[] wrong = [.. Enumerable.Range(0, answers.Count).Where(image => !answers.IsRight(image))];
        int[] images = [.. wrong.OrderByDescending(answers.Confidence).ThenBy(image => image).Take(isBrief ? BrieflyShown : Shown)];
        return images.Length == 0
            ? null
            : (isBrief ? BriefGrid : Grid).Draw(
                PictureNames.ConfidentMistakes,
                "Most confident mistakes",
                Invariant($"Of {wrong.Length:N0} wrong answers the {images.Length} with the highest probabilities, the highest first, down to ")
                + $"{Confidence(answers, images[^1])}. The first: {List(answers, images.Take(MistakesListed))}.",
                Cells(answers, test, images, markWrong: false));
    }

    /// <summary>
    /// Draws images that one of two runs predicted correctly and the other not, the most confident mistakes first; null if there are none.
    /// </summary>
    /// <param name="name">The picture's name.</param>
    /// <param name="title">The picture's title.</param>
    /// <param name="right">The run that is correct, with its letter in the picture.</param>
    /// <param name="wrong">The run that is wrong, with its letter.</param>
    /// <param name="images">Which images of the test set.</param>
    /// <param name="test">The test set.</param>
    public static Picture? Differences(
        string name, string title, LetteredRun right, LetteredRun wrong, IEnumerable<int> images, ImageSet test)
    {
        (Predictions rights, Predictions wrongs) = (right.Run.Predictions, wrong.Run.Predictions);
        int[] all = [.. images.OrderByDescending(wrongs.Confidence).ThenBy(image => image)];
        int[] shown = [.. all.Take(BrieflyShown)];
        return shown.Length == 0
            ? null
            : BriefGrid.Draw(
                name,
                title,
                Invariant($"Of {all.Length:N0} test images that {right.Letter} got right and {wrong.Letter} wrong, the {shown.Length} with the highest probabilities of the wrong answer, the highest first. The first, as {wrong.Letter} saw them: ")
                + $"{List(wrongs, shown.Take(MistakesListed))}.",
                [
                    .. shown.Select(image => new GridCell(
                        test,
                        image,
                        [
                            $"{wrong.Letter}: {Answer(wrongs, image)} {Confidence(wrongs, image)}",
                            $"{right.Letter}: {Answer(rights, image)} {Confidence(rights, image)}",
                        ])),
                ]);
    }

    /// <summary>A probability to three digits, without rounding to 1.000.</summary>
    /// <param name="probability">In [0, 1].</param>
    internal static string Format(double probability) => probability >= Sure ? ">0.999" : Invariant($"{probability:F3}");

    private static GridCell[] Cells(Predictions answers, ImageSet test, IEnumerable<int> images, bool markWrong) =>
    [
        .. images.Select(image => new GridCell(
            test,
            image,
            [$"{Answer(answers, image)} {Confidence(answers, image)}", $"actual: {Actual(answers, image)}"],
            markWrong && !answers.IsRight(image))),
    ];

    private static string List(Predictions answers, IEnumerable<int> images) => string.Join(
        "; ",
        images.Select(image => Invariant(
            $"image {image}, {Actual(answers, image)} taken for {Answer(answers, image)} ({Confidence(answers, image)})")));

    private static string Confidence(Predictions answers, int image) => Format(answers.Confidence(image));

    private static string Answer(Predictions answers, int image) => FashionMnist.ClassNames[answers.Predicted.Span[image]];

    private static string Actual(Predictions answers, int image) => FashionMnist.ClassNames[answers.Labels.Span[image]];
}

/// <summary>One of two runs that are compared.</summary>
/// <param name="Letter">Its letter.</param>
/// <param name="Run">The run.</param>
internal sealed record LetteredRun(string Letter, ReportedRun Run);
