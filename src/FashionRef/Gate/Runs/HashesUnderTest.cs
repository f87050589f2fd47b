namespace FashionRef.Gate.Runs;

/// <summary>Hashes of a run, SHA-256 in lower-case hexadecimal, as <see cref="Training.RunHashes"/> tells them.</summary>
/// <param name="Data">Of the decompressed data files, by their names.</param>
/// <param name="InitialWeights">Of the weights that the seed gives; another port may begin with others.</param>
/// <param name="TrainedWeights">Of the weights after the last epoch.</param>
/// <param name="TestLogits">Of the test set's logits.</param>
public sealed record HashesUnderTest(
    IReadOnlyDictionary<string, string> Data,
    string? InitialWeights = null,
    string? TrainedWeights = null,
    string? TestLogits = null);
