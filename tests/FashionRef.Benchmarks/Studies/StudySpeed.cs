using System.Diagnostics;
using System.Globalization;
using FashionRef.Files;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Benchmarks.Studies;

/// <summary>Forty real runs of Model-1 side by side, beside runs alone with one thread and with all.</summary>
internal static class StudySpeed
{
    private const int Runs = 40;
    private const int RunsAlone = 2;
    private const double LeastGain = 1.7;
    private const double MostOverhead = 0.02;

    private static readonly int Processors = Environment.ProcessorCount;

    /// <summary>Measures: alone, with all threads, side by side, and alone once more.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="data">The folder of Fashion-MNIST's files.</param>
    /// <returns>What was found.</returns>
    public static IEnumerable<Finding> Measure(string folder, string data)
    {
        double alone = Seconds("alone", jobs: 1, threads: 1, RunsAlone).PerRun;
        double threads = Seconds("threads", jobs: 1, threads: Processors, RunsAlone).PerRun;
        (double sideBySide, double overhead) = Seconds("side-by-side", jobs: Processors, threads: 1, Runs);
        double again = Seconds("again", jobs: 1, threads: 1, RunsAlone).PerRun;
        double one = (alone + again) / 2;
        yield return new Finding(
            Invariant($"{Runs} runs of Model-1, {Processors} side by side with one thread each, beside one alone with one thread"),
            Invariant($"{one / sideBySide:F2} times as many runs in the same time ({one:F1} s alone, before {alone:F1} and after {again:F1}; {sideBySide:F1} s a run side by side)"),
            Invariant($"at least {LeastGain} times"),
            one / sideBySide >= LeastGain);
        yield return new Finding(
            Invariant($"one after the other with {Processors} threads each, beside the same"), Invariant($"{one / threads:F2} times as many"), "", IsGood: true);
        yield return new Finding(
            "what the study itself costs: the time beside that of the epochs", Invariant($"{overhead:P1}"), Invariant($"{MostOverhead:P0}"), overhead <= MostOverhead);

        // Overhead: the processes' time that is none of a run's epochs, as a share of it.
        (double PerRun, double Overhead) Seconds(string name, int jobs, int threads, int count)
        {
            string file = Path.Combine(folder, $"{name}.json");
            AtomicFile.WriteText(file, Invariant($$"""
                { "format": "fashionref-study-1", "name": "{{name}}", "question": "How long?", "experiments": [{ "name": "model-1", "settings": { "threads": {{threads}} } }], "seeds": "1..{{count}}" }
                """));
            string[] arguments = ["study", "run", file, "--artifacts", folder, "--data", data, "--jobs", jobs.ToString(CultureInfo.InvariantCulture)];
            ProgramCall call = ProgramCall.Of(new ProcessStartInfo(Environment.ProcessPath!, arguments), null);
            if (call.ExitCode != 0)
            {
                throw new FashionRefException(FaultKind.MachineCannot, $"The study of {name} failed: {call.Error}");
            }

            StudyFolder study = new(Path.Combine(folder, "studies", name));
            double epochs = StudyState.Of(study.Read(), study).Runs.Sum(run => run.Record!.History.Sum(epoch => epoch.Seconds));
            return (call.Seconds / count, (call.Seconds * jobs / epochs) - 1);
        }
    }
}
