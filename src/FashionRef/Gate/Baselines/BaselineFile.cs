using System.Globalization;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Training;

namespace FashionRef.Gate.Baselines;

/// <summary>Reads and writes baselines.</summary>
public static class BaselineFile
{
    private static readonly JsonFileKind Kind = new(
        "baseline",
        "baseline",
        "The command 'baseline' writes one.",
        "The command 'baseline' writes a right one.");

    /// <summary>Where the baseline of a run stands, for example <c>baselines/model1-seed1-torch.json</c>.</summary>
    /// <param name="folder">The folder of baselines.</param>
    /// <param name="settings">The run's.</param>
    public static string PathOf(string folder, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Path.Combine(folder, $"{settings.RunName}.json");
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (exit code 2).</exception>
    public static Baseline Read(string path) => JsonFile.Read<Baseline>(path, Kind, Fault);

    /// <summary>The baseline as JSON text, ended by LF.</summary>
    /// <param name="baseline">The baseline.</param>
    public static string Format(Baseline baseline) => JsonSerializer.Serialize(baseline, JsonFormat.Options) + "\n";

    private static string? Fault(Baseline baseline)
    {
        if (baseline.Format != Baseline.CurrentFormat)
        {
            return $"'format' is '{baseline.Format}', and must be '{Baseline.CurrentFormat}'";
        }

        return Fault("labels", baseline.Labels) ?? Fault("predicted", baseline.Predicted) ?? CorrectFault(baseline);
    }

    private static string? Fault(string name, string digits) => digits.Length == FashionMnist.TestCount && digits.All(char.IsAsciiDigit)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"'{name}' must hold {FashionMnist.TestCount} digits, one for each test image");

    private static string? CorrectFault(Baseline baseline)
    {
        int right = baseline.Labels.Zip(baseline.Predicted).Count(pair => pair.First == pair.Second);
        return right == baseline.Result.TestCorrect
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"its answers hold {right} right ones, and its record says {baseline.Result.TestCorrect}");
    }
}
