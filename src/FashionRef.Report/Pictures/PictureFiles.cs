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
