namespace FashionRef.Data;

/// <summary>The four files that make a data set.</summary>
/// <param name="TrainImages">The training images.</param>
/// <param name="TrainLabels">Their classes.</param>
/// <param name="TestImages">The test images.</param>
/// <param name="TestLabels">Their classes.</param>
public sealed record DatasetFiles(DatasetFile TrainImages, DatasetFile TrainLabels, DatasetFile TestImages, DatasetFile TestLabels)
{
    /// <summary>All four, in the order in which they are fetched: the largest first.</summary>
    public IReadOnlyList<DatasetFile> All { get; } = [TrainImages, TestImages, TrainLabels, TestLabels];

    /// <summary>Each one's SHA-256 by its name, as a run's record has them (<see cref="Dataset.Sha256"/>).</summary>
    public IReadOnlyDictionary<string, string> Sha256 => new SortedDictionary<string, string>(All.ToDictionary(file => file.Name, file => file.Sha256), StringComparer.Ordinal);
}
