using System.Text.Json;
using FashionRef.Data;
using FashionRef.Formats.Json;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Reads and writes what right programs answer to probes.</summary>
public static class ProbeReferenceFile
{
    // Programs that are farther apart are not all right.
    private const double MostTolerance = 1;

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

    /// <summary>What no reference has, or null.</summary>
    /// <param name="reference">The reference.</param>
    public static string? Fault(ProbeReference reference) => Fault(reference, reference.Model);

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

        if (!reference.Tests.Select(test => test.Step).SequenceEqual(ProbePlan.AnsweredSteps) || reference.Tests.Any(test => test.Classes.Count != FashionMnist.ClassNames.Count))
        {
            return "'tests' must have an entry for each state whose answers are asked for, with ten classes";
        }

        ReferenceArray[] classes = [.. reference.Tests.SelectMany(test => test.Classes)];
        if (classes.Select(array => array.Digest.Fault(FashionMnist.TestCount)).FirstOrDefault(fault => fault is not null) is { } digest)
        {
            return $"a class of 'tests' has {digest}";
        }

        ReferenceLoss[] losses = [.. reference.Points.SelectMany(point => point.Losses), .. reference.Tests.Select(test => test.Loss)];
        ReferenceArray[] arrays = [.. reference.Points.SelectMany(point => point.Arrays.Values), .. classes];
        if (losses.FirstOrDefault(loss => !(loss.Value > 0) || !IsTolerance(loss.Tolerance, ProbeReference.LeastTolerance)) is { } loss)
        {
            return Invariant($"a loss of {loss.Value} has the tolerance {loss.Tolerance}; a loss is above 0, and its tolerance from {ProbeReference.LeastTolerance} to {MostTolerance}");
        }

        if (arrays.FirstOrDefault(array => !IsTolerance(array.Tolerance.Values, ProbeReference.LeastValueTolerance) || !IsTolerance(array.Tolerance.Sums, ProbeReference.LeastTolerance)) is { } array)
        {
            return Invariant($"an array has the tolerances {array.Tolerance.Values} and {array.Tolerance.Sums}; legal are {ProbeReference.LeastValueTolerance} and {ProbeReference.LeastTolerance} to {MostTolerance}");
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

    private static bool IsTolerance(double tolerance, double least) => tolerance >= least && tolerance <= MostTolerance;
}
