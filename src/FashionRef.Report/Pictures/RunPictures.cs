using FashionRef.Data;
using FashionRef.Report.Images;
using FashionRef.Report.Pictures.History;

namespace FashionRef.Report.Pictures;

/// <summary>The pictures of one run.</summary>
public static class RunPictures
{
    /// <summary>
    /// Draws, in this order, <c>history-loss</c>, <c>history-accuracy</c>, <c>confusion-matrix</c>, <c>predictions</c>,
    /// <c>first-layer-filters</c> and <c>confident-mistakes</c>; the last is left out if every prediction is correct.
    /// The same run gives the same bytes on the same machine.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="test">The test set that it was evaluated on.</param>
    /// <param name="reference">What its history is shown against.</param>
    /// <exception cref="FashionRefException">The images are not the run's test set (bad request), or this machine cannot draw (3).</exception>
    public static IReadOnlyList<Picture> Draw(ReportedRun run, ImageSet test, ReferenceHistories reference)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(reference);
        DrawingLibrary.EnsureLoaded();
        if (!test.Labels.Span.SequenceEqual(run.Predictions.Labels.Span))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"The predictions in '{run.Folder.Root}' are not of these {test.Count} test images: their labels differ.")
            {
                Remedy = Remedy.TrainAnew,
            };
        }

        Picture?[] pictures =
        [
            HistoryPictures.Loss(run, reference),
            HistoryPictures.Accuracy(run, reference),
            ConfusionPicture.Draw(run),
            AnswerPictures.Sample(run, test),
            FilterPicture.Draw(run),
            AnswerPictures.Mistakes(run, test),
        ];
        return [.. pictures.OfType<Picture>()];
    }
}
