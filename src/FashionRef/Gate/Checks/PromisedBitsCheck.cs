using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Checks;

/// <summary>
/// The bits of a run against the baseline's, for an engine that gives the same bits everywhere: no processor, operating system or
/// number of threads explains other bits. Data and settings are the same: record and baseline were checked for them before.
/// </summary>
/// <param name="acceptance">The command that would renew the baseline.</param>
internal sealed class PromisedBitsCheck(string acceptance)
{
    /// <summary>Compares the engine's version, then weights, then logits, then all figures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baseline">The stored run of the same seed and settings.</param>
    public GateCheck Of(GateRun run, Baseline baseline)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        return Comparisons(run.Record, baseline).FirstOrDefault(comparison => !comparison.IsEqual) is { } fault
            ? subject.Failed(fault.Found, fault.Stored, fault.Reason, [], acceptance)
            : BaselineCheck.OfFigures(run, baseline, acceptance);
    }

    private static IEnumerable<Comparison> Comparisons(RunRecord run, Baseline baseline)
    {
        string engine = run.Settings.Engine;
        (string found, string stored) = (Version(run.Environment), Version(baseline.Environment));
        yield return new(
            found,
            stored,
            run.Environment is not null && found == stored,
            $"Run and baseline are not known to be of the same version of engine '{engine}', and bits of different versions are not comparable. "
            + "Renew the baseline with this version if no other check fails.");
        yield return OfHashes(
            "weights",
            run.Sha256.TrainedWeights,
            baseline.TrainedWeights,
            $"Engine '{engine}' gives the same bits on every processor and operating system, with any number of threads, and its version is the baseline's, so "
            + "the computation has changed. The checks below judge whether it is as good.");
        yield return OfHashes(
            "logits",
            run.Sha256.TestLogits,
            baseline.TestLogits,
            "The weights are the baseline's, but the logits of the test images are not: the prediction has changed.");
    }

    private static string Version(RunEnvironment? environment) => environment?.DescribeEngine() ?? "unknown";

    // If neither has a hash, nothing is known to be equal.
    private static Comparison OfHashes(string what, string? found, string? stored, string reason) =>
        new($"{what} {ShortHash.Of(found)}", $"{what} {ShortHash.Of(stored)}", found is not null && found == stored, reason);

    private sealed record Comparison(string Found, string Stored, bool IsEqual, string Reason);
}
