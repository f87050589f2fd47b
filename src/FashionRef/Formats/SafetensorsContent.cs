using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Arrays">In the header's order.</param>
/// <param name="Metadata">Texts about the content; empty when the file has none.</param>
public sealed record SafetensorsContent(IReadOnlyList<WeightValues> Arrays, IReadOnlyDictionary<string, string> Metadata);
