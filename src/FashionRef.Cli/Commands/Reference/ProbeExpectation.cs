using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Files;
using FashionRef.Models;
using FashionRef.Probes;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Reference;

/// <summary>What the gate expects of answers to probes, derived from the answers of right programs.</summary>
internal static class ProbeExpectation
{
    // Right programs were within 0.00013 (docs/gate.md).
    private const double FarthestLosses = 0.02;

    /// <summary>Writes it, and tells how far the right programs are apart.</summary>
    /// <param name="files">Their answers; the first are the values, the others give the tolerances.</param>
    /// <param name="folder">The folder of expectations.</param>
    /// <exception cref="FashionRefException">A file cannot be read, or they do not belong together (bad request).</exception>
    public static void Write(IReadOnlyList<string> files, string folder)
    {
        if (FilesOption.Fault("--answers", files, "expect") is { } fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, fault);
        }

        if (files.GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{twice.First()}' is named twice. Name each program's answers once.");
        }

        ProbeAnswers[] answers = [.. files.Select(ProbeAnswersFile.Read)];
        if (answers.Length < 2)
        {
            throw new FashionRefException(FaultKind.BadRequest, "One file of answers shows no rounding. Give at least two: the first in float64, the others in float32.");
        }

        if (Array.FindIndex(answers, other => (other.Model, other.Pack) != (answers[0].Model, answers[0].Pack)) is var other and >= 0)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{files[other]}' answers another pack than '{files[0]}'. Give answers to one pack.");
        }

        if (Array.FindIndex(answers, program => program.Tests.Any(test => !test.Logits.All(double.IsFinite))) is var broken and >= 0)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{files[broken]}' has logits that are not finite: that is no right program.");
        }

        ProbeReference reference = ProbeReference.Of(answers[0], answers[1..]);
        if (ProbeReferenceFile.Fault(reference) is { } impossible)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"These are not all right programs: {impossible}. Leave out those that 'gate --answers' does not pass.");
        }

        if (reference.Points.SelectMany(point => point.Losses).Max(loss => loss.Tolerance) is var apart and > FarthestLosses)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, Invariant($"These are not all right programs: a loss of theirs is {apart / ProbeReference.Margin:G2} apart; right ones are within {FarthestLosses / ProbeReference.Margin:G2}. Leave out those that 'gate --answers' does not pass."));
        }

        string path = ProbeReferenceFile.PathOf(folder, reference.Model);
        OutputFiles.Refuse(files, ("The expected answers", path));
        AtomicFile.WriteText(path, ProbeReferenceFile.Format(reference));
        Terminal.Output.WriteLine(Invariant($"{NotebookModels.Title(reference.Model)}: {reference.Points.Count} states, from the answers of {answers.Length} right programs."));
        Terminal.Output.WriteLine(Invariant($"Losses may be off by {Least(reference, point => point.Losses.Min(loss => loss.Tolerance))} to {Most(reference, point => point.Losses.Max(loss => loss.Tolerance))} of themselves."));
        Terminal.Output.WriteLine($"Written to '{path}'.");

        static string Least(ProbeReference of, Func<ReferencePoint, double> figure) => Invariant($"{of.Points.Min(figure):G2}");
        static string Most(ProbeReference of, Func<ReferencePoint, double> figure) => Invariant($"{of.Points.Max(figure):G2}");
    }
}
