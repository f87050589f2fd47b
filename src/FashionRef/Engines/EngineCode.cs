using System.Security.Cryptography;
using System.Text;

namespace FashionRef.Engines;

/// <summary>
/// The SHA-256 of the code that determines a run's bits: sources and package versions (build/SourceHash.targets). Of this library the
/// folders Data, Models, Engines, Training and Evaluation count.
/// </summary>
public static class EngineCode
{
    /// <summary>Of this library, 64 lower-case hexadecimal digits.</summary>
    public static string OfLibrary => SourceHash.Sha256;

    /// <summary>Of this library and an engine of another assembly.</summary>
    /// <param name="sha256">The hash of the engine's own code.</param>
    public static string With(string sha256) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{OfLibrary}\n{sha256}\n")));
}
