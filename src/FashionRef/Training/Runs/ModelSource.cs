using System.Text.Json.Serialization;

namespace FashionRef.Training.Runs;

/// <summary>The model of a run that is not one of the notebook's.</summary>
/// <param name="Name">The file's name without its ending, in letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Sha256">Of the model's configuration, loss and optimizer, and of what training goes on from.</param>
/// <param name="Pixels">What the model gets: <see cref="Raw"/> or <see cref="Unit"/>.</param>
public sealed record ModelSource(string Name, string Sha256, string Pixels = ModelSource.Raw)
{
    /// <summary>Pixels from 0 to 255.</summary>
    public const string Raw = "raw";

    /// <summary>Pixels from 0 to 1: divided by 255 in the engine's precision.</summary>
    public const string Unit = "unit";

    private const int LongestName = 60;

    /// <summary>What pixels are divided by.</summary>
    [JsonIgnore]
    public double PixelDivisor => Pixels == Unit ? byte.MaxValue : 1;

    /// <summary>The name of a file in a run's name: what could be misread in a path is a hyphen.</summary>
    /// <param name="path">The file.</param>
    public static string NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        char[] safe = [.. name.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' ? letter : '-')];
        return safe.Length == 0 || safe.All(letter => letter is '.' or '-') ? "model" : new string(safe).TrimStart('.', '-');
    }
}
