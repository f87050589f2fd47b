using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>Reads and writes runs over seeds. docs/gate.md shows the format.</summary>
public static class SeedRunsFile
{
    /// <summary>Fewer runs do not show their spread.</summary>
    public const int FewestRuns = 10;

    private static readonly JsonFileKind Kind = new(
        "seeds file", "file of a model's runs over seeds", "Name one such as those in 'baselines'.", "See docs/gate.md for the format.");

    /// <summary>The file name of runs that this program writes, for example <c>exact-seeds-model1-anew.json</c>.</summary>
    /// <param name="runs">The runs; another program's name does not become part of a path.</param>
    public static string Name(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Name(runs.Engine is not null && KnownEngines.Names.Contains(runs.Engine) ? runs.Engine : "port", runs.Key);
    }

    /// <summary>The file name of runs of an engine of this program.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="key">What the runs are of.</param>
    public static string Name(string engine, ExpectationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"{engine}-seeds-{key.Stem}-{ShuffleName.Of(key.Shuffle)}.json";
    }

    /// <summary>Reads the runs and checks them against each other.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static SeedRuns Read(string path) => JsonFile.Read<SeedRuns>(path, Kind, Fault);

    /// <summary>The runs as JSON text, a line for each run, ended by LF.</summary>
    /// <param name="runs">The runs.</param>
    public static string Format(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        JsonSerializerOptions options = new(JsonFormat.Options) { WriteIndented = false };
        string head = JsonSerializer.Serialize(runs with { Runs = [] }, options);
        IEnumerable<string> lines = runs.Runs.Select(run => JsonSerializer.Serialize(run, options));
        return head.Replace("\"runs\":[]", $"\"runs\":[\n{string.Join(",\n", lines)}\n]", StringComparison.Ordinal) + "\n";
    }

    /// <summary>SHA-256 of the runs, of <see cref="Format"/> in UTF-8: how their file writes them does not matter.</summary>
    /// <param name="runs">The runs.</param>
    public static string Sha256(SeedRuns runs) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Format(runs))));

    /// <summary>What is wrong with runs, as a phrase that names the field; null when nothing is.</summary>
    /// <param name="runs">The runs.</param>
    public static string? Fault(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (ExpectationFile.ModelFault(runs.Model, runs.File) is { } model)
        {
            return model;
        }

        if (runs.Plain.Count < FewestRuns)
        {
            return Invariant($"'runs' holds {runs.Plain.Count} runs of different seeds; at least {FewestRuns} are needed to know their spread");
        }

        if (runs.Runs.CountBy(run => (run.Seed, run.Jitter)).FirstOrDefault(seed => seed.Value > 1) is { Value: > 1 } twice)
        {
            return Invariant($"'runs' holds seed {twice.Key.Seed}{(twice.Key.Jitter is { } jitter ? Invariant($" with jitter {jitter}") : "")} twice");
        }

        if (runs.Runs.FirstOrDefault(run => run.Jitter is not null && runs.Plain.All(plain => plain.Seed != run.Seed)) is { } alone)
        {
            return Invariant($"'runs' holds seed {alone.Seed} with jitter {alone.Jitter}, and not without one: the plain run of a seed is among its references");
        }

        if (runs.Code is not null && !Sha256Text.IsHash(runs.Code))
        {
            return $"'code' is '{OutsideText.Line(runs.Code)}', and no SHA-256";
        }

        if (runs.Runs.GroupBy(Content).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            return Invariant($"'runs' holds one run as seeds {string.Join(" and ", same.Take(2).Select(run => run.Jitter is { } jitter ? Invariant($"{run.Seed} with jitter {jitter}") : Invariant($"{run.Seed}")))}: they have the same history and answers{(same.DistinctBy(run => run.Seed).Count() == 1 ? ". A jitter without an effect makes no run of its own: leave that jitter's runs out, or take another" : "")}");
        }

        // What an expectation is derived from them must be legal too: a curve of one epoch shows nothing.
        if (runs.Epochs < 2 || runs.BatchSize < 1)
        {
            return Invariant($"'epochs' is {runs.Epochs} and 'batch_size' {runs.BatchSize}; legal are at least 2 and 1");
        }

        return runs.Runs.Select((run, i) => Fault(run, runs.Epochs) is string fault ? Invariant($"runs[{i}].{fault}") : null)
            .FirstOrDefault(fault => fault is not null)
            ?? SpreadFault([.. runs.Plain.Where(run => run.HasLearned)]);
    }

    private static string? SpreadFault(SeedRun[] learned)
    {
        if (learned.Length < FewestRuns)
        {
            return Invariant($"only {learned.Length} of its runs reach {Expectation.CollapsedBelow}; at least {FewestRuns} are needed to know their spread");
        }

        return Differ(learned.Select(run => run.Accuracy)) ? null : "all of its runs have the same accuracy: runs of different seeds differ";
    }

    private static string Content(SeedRun run) => JsonSerializer.Serialize(run with { Seed = 0, Jitter = null }, JsonFormat.Options);

    private static bool Differ(IEnumerable<double> figures) => figures.Distinct().Skip(1).Any();

    private static string? Fault(SeedRun run, int epochs)
    {
        (string Name, IReadOnlyList<double> Values)[] columns =
        [
            ("accuracy", run.History.Accuracy),
            ("loss", run.History.Loss),
            ("val_accuracy", run.History.ValAccuracy),
            ("val_loss", run.History.ValLoss),
        ];
        foreach ((string name, IReadOnlyList<double> values) in columns)
        {
            if (values.Count != epochs)
            {
                return Invariant($"history.{name} holds {values.Count} numbers; the runs have {epochs} epochs");
            }
        }

        int classes = FashionMnist.ClassNames.Count;
        if (run.Confusion is not null && (run.Confusion.Count != classes || run.Confusion.Any(row => row.Count != classes || row.Any(count => count < 0) || row.Sum(count => (long)count) != FashionMnist.TestCount / classes)))
        {
            return Invariant($"confusion is not {classes} rows of {classes} counts with the sum {FashionMnist.TestCount / classes} each");
        }

        if (!run.History.Accuracy.Concat(run.History.ValAccuracy).All(share => share is >= 0 and <= 1)
            || !run.History.Loss.Concat(run.History.ValLoss).All(loss => loss >= 0))
        {
            return "history has figures that no training has: accuracies are 0 to 1, losses at least 0";
        }

        int diagonal = run.Confusion?.Select((row, label) => row[label]).Sum() ?? run.Correct;
        return run.Correct is < 0 or > FashionMnist.TestCount ? Invariant($"correct is {run.Correct}; legal are 0 to {FashionMnist.TestCount}")
            : run.Correct != diagonal ? Invariant($"correct is {run.Correct}, and the diagonal of its confusion matrix has the sum {diagonal}")
            : !ReportedFigure.IsSame(run.History.ValAccuracy[^1], run.Accuracy) ? Invariant($"correct is {run.Correct}, and the last history.val_accuracy {run.History.ValAccuracy[^1]}")
            : null;
    }
}
