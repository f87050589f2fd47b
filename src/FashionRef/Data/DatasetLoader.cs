using System.Security.Cryptography;
using FashionRef.Data.Fetching;
using FashionRef.Files;

namespace FashionRef.Data;

/// <summary>Loads the four plain IDX files that a fetch left in the cache.</summary>
public static class DatasetLoader
{
    /// <summary>Loads Fashion-MNIST.</summary>
    /// <param name="folder">The folder that holds the decompressed files, as <see cref="FetchResult.Folder"/> names it.</param>
    /// <returns>The data set, about 55 MB.</returns>
    /// <exception cref="FashionRefException">A file is missing, or not the known one (bad request).</exception>
    public static Dataset Load(string folder) => Load(folder, FashionMnist.Files);

    /// <summary>Loads any data set of the same form.</summary>
    /// <param name="folder">The folder that holds the decompressed files.</param>
    /// <param name="files">The four files and their hashes.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="FashionRefException">A file is missing, or not the known one (bad request).</exception>
    public static Dataset Load(string folder, DatasetFiles files)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(files);
        return Load(folder, files, isKnown: true);
    }

    /// <summary>Loads whatever data set is in the four plain files of these names: images of 28 x 28 pixels, labels from 0 to 9.</summary>
    /// <param name="folder">Their folder.</param>
    /// <returns>The data set; its <see cref="Dataset.Sha256"/> tells which one it is.</returns>
    /// <exception cref="FashionRefException">A file is missing, longer than Fashion-MNIST's, or something else (bad request).</exception>
    public static Dataset LoadOther(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Dataset data = Load(folder, FashionMnist.Files, isKnown: false);
        foreach (ImageSet images in new[] { data.Train, data.Test })
        {
            if (images.Height != FashionMnist.Height || images.Width != FashionMnist.Width)
            {
                throw new FashionRefException(
                    FaultKind.BadRequest,
                    $"The images in '{folder}' have {images.Height} x {images.Width} pixels. The models take {FashionMnist.Height} x {FashionMnist.Width}.");
            }
        }

        return data;
    }

    private static Dataset Load(string folder, DatasetFiles files, bool isKnown)
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        ImageSet train = LoadSet(folder, files.TrainImages, files.TrainLabels, isKnown, hashes);
        ImageSet test = LoadSet(folder, files.TestImages, files.TestLabels, isKnown, hashes);
        return new Dataset(train, test, hashes);
    }

    private static ImageSet LoadSet(
        string folder, DatasetFile imagesFile, DatasetFile labelsFile, bool isKnown, SortedDictionary<string, string> hashes)
    {
        string labelsPath = Path.Combine(folder, labelsFile.Name);
        (int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels) images = IdxReader.ReadImages(Path.Combine(folder, imagesFile.Name), LoadFile(folder, imagesFile, isKnown, hashes));
        ReadOnlyMemory<byte> labels = IdxReader.ReadLabels(labelsPath, LoadFile(folder, labelsFile, isKnown, hashes));
        return labels.Length == images.Count
            ? new ImageSet(images.Height, images.Width, images.Pixels, labels)
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{labelsPath}' has {labels.Length:N0} labels. There must be one for each of the {images.Count:N0} images "
                + $"of '{imagesFile.Name}'. Write both anew, or name another folder.");
    }

    // The fetch has checked these files already; they are hashed again because the run's record
    // must have the hash of the bytes that were trained on, which may have changed since.
    private static byte[] LoadFile(string folder, DatasetFile file, bool isKnown, SortedDictionary<string, string> hashes)
    {
        string path = Path.Combine(folder, file.Name);
        byte[] bytes = InputFile.ReadAllBytes(path, "data file", (int)file.LongestFile, isKnown ? "Fetch it first." : $"A data set is the four plain files of Fashion-MNIST's names, such as '{file.Name}'.");
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        hashes[file.Name] = !isKnown || hash == file.Sha256
            ? hash
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' has the SHA-256 {hash}. It must be {file.Sha256}. Delete the file and fetch it again.");
        return bytes;
    }
}
