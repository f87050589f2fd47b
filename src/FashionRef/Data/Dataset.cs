namespace FashionRef.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Train">The training set; Fashion-MNIST's has 60,000 images.</param>
/// <param name="Test">The test set; Fashion-MNIST's has 10,000 images.</param>
/// <param name="Sha256">
/// By file name, the SHA-256 of the decompressed bytes that were loaded (lower-case hexadecimal), for the record of a run.
/// Empty for a synthetic set.
/// </param>
public sealed record Dataset(ImageSet Train, ImageSet Test, IReadOnlyDictionary<string, string> Sha256);
