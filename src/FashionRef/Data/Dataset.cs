namespace FashionRef.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Train">What is learned from; Fashion-MNIST has 60,000 images.</param>
/// <param name="Test">What is judged by; Fashion-MNIST has 10,000 images.</param>
/// <param name="Sha256">
/// By file name, the SHA-256 of the decompressed bytes that were loaded (lower-case hexadecimal), for the record of a run.
/// Empty for a synthetic set.
/// </param>
public sealed record Dataset(ImageSet Train, ImageSet Test, IReadOnlyDictionary<string, string> Sha256);
