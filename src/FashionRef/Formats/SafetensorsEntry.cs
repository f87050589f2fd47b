using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>An array's entry in the header of a safetensors file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">Of at least one element.</param>
/// <param name="Begin">The offset of its first byte, from the end of the header.</param>
/// <param name="End">The offset after its last byte.</param>
internal sealed record SafetensorsEntry(string Name, Shape Shape, long Begin, long End);
