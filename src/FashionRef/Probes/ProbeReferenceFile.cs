using System.Text.Json;
using FashionRef.Formats.Json;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Reads and writes what right programs answer to probes.</summary>
public static class ProbeReferenceFile
{
    private static readonly JsonSerializerOptions OneLine = new(JsonFormat.Options) { WriteIndented = false };

    private static readonly JsonFileKind Kind = new(
        "expected answers to probes",
        "file of expected answers to probes",
        "FashionRef's repository has them in baselines/. The command 'expect' writes one.",
        "The command 'expect' writes a correct one.",
        Remedy.NameTheExpectations);

    /// <summary>The file's path.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">1 or 2.</param>
    public static string PathOf(string folder, int model) => Path.Combine(folder, Invariant($"probes-model{model}.json"));

    /// <summary>Reads a model's file and checks that it is whole.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">1 or 2.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static ProbeReference Read(string folder, int model) => JsonFile.Read<ProbeReference>(PathOf(folder, model), Kind, reference => Fault(reference, model));

    /// <summary>The reference as JSON text with a line for each state, ended by LF.</summary>
    /// <param name="reference">The reference.</param>
    public static string Format(ProbeReference reference) =>
        JsonSerializer.Serialize(reference, OneLine).Replace("{\"step\":", "\n{\"step\":", StringComparison.Ordinal) + "\n";

    private static string? Fault(ProbeReference reference, int model)
    {
        if (reference.Format != ProbeReference.CurrentFormat)
        {
            return $"'format' is '{reference.Format}', but must be '{ProbeReference.CurrentFormat}'";
        }

        if (reference.Model != model)
        {
            return Invariant($"'model' is {reference.Model}, but its name says {model}");
        }

        if (!reference.Tests.Select(test => test.Step).SequenceEqual(ProbePlan.AnsweredSteps) || reference.Tests.Any(test => test.Classes.Count != Data.FashionMnist.ClassNames.Count))
        {
            return "'tests' must have an entry for each state whose answers are asked for, with ten classes";
        }

        // As answers they must be whole.
        return new ProbeAnswers(
            "",
            model,
            reference.Pack,
            [
                .. reference.Points.Select(point => new PointAnswer(
                    point.Step, [.. point.Losses.Select(loss => loss.Value)], point.Arrays.ToDictionary(array => array.Key, array => array.Value.Digest))),
            ],
            [.. reference.Tests.Select(test => new TestAnswer(test.Step, [], 0, test.Loss.Value))]).Fault();
    }
}
