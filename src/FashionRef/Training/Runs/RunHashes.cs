using FashionRef.Formats;

namespace FashionRef.Training.Runs;

/// <summary>
/// SHA-256 in lower-case hexadecimal, whatever its case in the file. Arrays are hashed as little-endian float32, weights in the ordinal
/// order of their paths.
/// </summary>
/// <param name="Data">Of the decompressed data files, by their names.</param>
/// <param name="InitialWeights">Of the initial weights; null if another program does not report them.</param>
/// <param name="TrainedWeights">Of the weights after the last epoch.</param>
/// <param name="TestLogits">Of the test set's logits, <c>[images, classes]</c>.</param>
public sealed record RunHashes(
    IReadOnlyDictionary<string, string> Data,
    string? InitialWeights = null,
    string? TrainedWeights = null,
    string? TestLogits = null)
{
    /// <summary>Of the decompressed data files, by their names.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = Sha256Text.Normal(Data);

    /// <summary>Of the initial weights, or null.</summary>
    public string? InitialWeights { get; init; } = Sha256Text.NormalIfThere(InitialWeights);

    /// <summary>Of the weights after the last epoch, or null.</summary>
    public string? TrainedWeights { get; init; } = Sha256Text.NormalIfThere(TrainedWeights);

    /// <summary>Of the test set's logits, <c>[images, classes]</c>, or null.</summary>
    public string? TestLogits { get; init; } = Sha256Text.NormalIfThere(TestLogits);
}
