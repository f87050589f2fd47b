using System.Text.Json.Serialization;
using FashionRef.Data;

namespace FashionRef.Studies;

/// <summary>A data set of a study.</summary>
/// <param name="Sha256">The SHA-256 of each decompressed file by its name.</param>
/// <param name="TrainCount">How many training images it has.</param>
/// <param name="TestCount">How many test images it has.</param>
public sealed record StudyData(IReadOnlyDictionary<string, string> Sha256, int TrainCount, int TestCount)
{
    /// <summary>The largest label of its images.</summary>
    [JsonIgnore]
    public int LargestLabel { get; init; } = FashionRef.Data.FashionMnist.ClassNames.Count - 1;

    /// <summary>What a run takes where its study names no other.</summary>
    public static StudyData FashionMnist { get; } =
        new(FashionRef.Data.FashionMnist.Files.Sha256, FashionRef.Data.FashionMnist.TrainCount, FashionRef.Data.FashionMnist.TestCount);

    /// <summary>Whether another one has the same files.</summary>
    /// <param name="other">The other.</param>
    public bool HasSameContentAs(StudyData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Same(Sha256, other.Sha256);
    }

    /// <summary>Whether the hashes of two data sets' files are the same.</summary>
    internal static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.OrderBy(file => file.Key, StringComparer.Ordinal).SequenceEqual(other.OrderBy(file => file.Key, StringComparer.Ordinal));

    /// <summary>Of a data set in memory.</summary>
    /// <param name="data">The data set.</param>
    public static StudyData Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new StudyData(data.Sha256, data.Train.Count, data.Test.Count)
        {
            LargestLabel = Math.Max((int)data.Train.Labels.ToArray().Max(), data.Test.Labels.ToArray().Max()),
        };
    }
}
