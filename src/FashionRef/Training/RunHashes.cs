namespace FashionRef.Training;

/// <summary>SHA-256 in lower-case hexadecimal. Arrays are hashed as little-endian float32, weights in the ordinal order of their paths.</summary>
/// <param name="Data">Of the decompressed data files, by their names.</param>
/// <param name="InitialWeights">Of the weights that the seed gives.</param>
/// <param name="TrainedWeights">Of the weights after the last epoch.</param>
/// <param name="TestLogits">Of the test set's logits, <c>[images, classes]</c>.</param>
public sealed record RunHashes(
    IReadOnlyDictionary<string, string> Data,
    string InitialWeights,
    string TrainedWeights,
    string TestLogits);
