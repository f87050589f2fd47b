using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>What the header of a safetensors file says of an array.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">Of at least one element.</param>
/// <param name="Begin">The first of its bytes, counted from the end of the header.</param>
/// <param name="End">The byte behind its last.</param>
internal sealed record SafetensorsEntry(string Name, Shape Shape, long Begin, long End);
