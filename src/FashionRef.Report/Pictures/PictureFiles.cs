using FashionRef.Files;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Pictures;

/// <summary>Pictures as files of a run.</summary>
public static class PictureFiles
{
    /// <summary>The file of a picture, <c>pictures/NAME.png</c> in the run's folder.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="name">One of <see cref="PictureNames"/>.</param>
    public static string PathOf(RunFolder folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Path.Combine(folder.Pictures, $"{name}.png");
    }

    /// <summary>Writes each picture, by atomic rename.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="pictures">Their names are unique.</param>
    /// <exception cref="FashionRefException">A file cannot be written (machine cannot).</exception>
    public static void Write(RunFolder folder, IEnumerable<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        foreach (Picture picture in pictures)
        {
            AtomicFile.Write(PathOf(folder, picture.Name), stream => stream.Write(picture.Png.Span));
        }
    }
}

/// <summary>The names of all pictures, which are also those of their files.</summary>
public static class PictureNames
{
    /// <summary>Of the data set: the first training images.</summary>
    public const string TrainingImages = "training-images";

    /// <summary>Of a run: training and validation loss.</summary>
    public const string HistoryLoss = "history-loss";

    /// <summary>Of a run: training and validation accuracy.</summary>
    public const string HistoryAccuracy = "history-accuracy";

    /// <summary>Of a run: the confusion matrix.</summary>
    public const string ConfusionMatrix = "confusion-matrix";

    /// <summary>Of a run: test images chosen by its seed, with its predictions.</summary>
    public const string Predictions = "predictions";

    /// <summary>Of a run: the kernels of the first convolution.</summary>
    public const string FirstLayerFilters = "first-layer-filters";

    /// <summary>Of a run: its most confident mistakes; missing if there are none.</summary>
    public const string ConfidentMistakes = "confident-mistakes";

    /// <summary>Of several runs: their test accuracies.</summary>
    public const string Accuracies = "accuracies";

    /// <summary>Of two runs: images that only the second predicted wrongly.</summary>
    public const string GainedMistakes = "gained-mistakes";

    /// <summary>Of two runs: images that only the first predicted wrongly.</summary>
    public const string LostMistakes = "lost-mistakes";
}
