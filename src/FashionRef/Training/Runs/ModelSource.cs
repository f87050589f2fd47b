using System.Text.Json.Serialization;
using FashionRef.Formats;
using FashionRef.Models;
using static System.FormattableString;

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

    // What the notebook's own models have in the names of files: model1-seed7-torch.
    private static readonly string[] NotebookNames = ["model1", "model2"];

    /// <summary>Whether it has this content; hashes may be in capitals.</summary>
    /// <param name="sha256">The hash of a model's content.</param>
    public bool HasContent(string sha256) => Sha256Text.Normal(Sha256) == sha256;

    /// <summary>What pixels are divided by.</summary>
    [JsonIgnore]
    public double PixelDivisor => Pixels == Unit ? byte.MaxValue : 1;

    /// <summary>The name for people.</summary>
    [JsonIgnore]
    public string Title => TitleOf(Name);

    /// <summary>A name for people: escaped where a record from outside has another than a legal one, and never that of a model of the notebook.</summary>
    /// <param name="name">The name.</param>
    public static string TitleOf(string name) =>
        NotebookModels.Numbers.Any(number => NotebookModels.Title(number).Equals(name, StringComparison.OrdinalIgnoreCase)) ? $"{name} (file)" : OutsideText.Line(name);

    /// <summary>The model in the names of files and folders: its name, and another than those of the notebook's models.</summary>
    /// <exception cref="FashionRefException">The name could be misread in a path (bad request).</exception>
    [JsonIgnore]
    public string Stem => NameOf(Name + ".json") != Name
        ? throw new FashionRefException(FaultKind.BadRequest, $"A model's file is named '{Title}', but must be named with {LegalName}.")
        : NotebookNames.Contains(Name, StringComparer.OrdinalIgnoreCase) ? $"{Name}-file" : Name;

    /// <summary>What is wrong with its name and pixels.</summary>
    /// <param name="field">The field that it stands in, for example <c>settings.file</c>.</param>
    internal IEnumerable<FieldFault> Faults(string field)
    {
        if (NameOf(Name + ".json") != Name)
        {
            yield return new FieldFault($"{field}.name", $"'{Title}'", LegalName);
        }

        if (Pixels is not (Raw or Unit))
        {
            yield return new FieldFault($"{field}.pixels", $"'{OutsideText.Line(Pixels)}'", $"{Raw} or {Unit}");
        }
    }

    private static string LegalName => Invariant($"1 to {LongestName} of the letters A to Z and a to z, digits, '.', '_' and '-', the first of them no '.' or '-'");

    /// <summary>The name of a file in a run's name: what could be misread in a path is a hyphen.</summary>
    /// <param name="path">The file.</param>
    public static string NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        char[] safe = [.. name.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' ? letter : '-')];
        return safe.Length == 0 || safe.All(letter => letter is '.' or '-') ? "model" : new string(safe).TrimStart('.', '-');
    }
}
