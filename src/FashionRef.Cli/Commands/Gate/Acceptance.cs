using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>The commands that a verdict names: those that accept an intended change, and the one that goes on.</summary>
internal static class Acceptance
{
    /// <summary>Those that accept an intended change.</summary>
    /// <param name="folder">The folder of expectations and baselines.</param>
    public static AcceptanceCommands In(string folder) => new(settings => OfBaseline(settings, folder), (expectation, _) => OfExpectation(expectation, folder));

    /// <summary>The command that sees smaller harm than one run shows.</summary>
    /// <param name="models">What the models that were judged were compared with.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="expectations">What <c>--expectations</c> names.</param>
    public static string MoreRuns(Expectation[] models, string engine, string expectations) => models is [{ File: not null }]
        ? Invariant($"gate --expectations {expectations} --engine {engine} --seeds 1..{GateLook.Runs[^1]}")
        : Invariant($"dotnet cake --target=Gate {(models is [var only] ? Invariant($"--model={only.Model} ") : "")}--engine={engine} --seeds=1..{GateLook.Runs[^1]}");

    // The Cake target stores only runs with the notebook's shuffle.
    private static string OfBaseline(RunSettings settings, string folder) => settings.File is { } file
        ? Invariant($"baseline --model {ModelIn(folder, file)} --seed {settings.Seed} --engine {settings.Engine} --expectations {folder}")
        : settings.Shuffle == Shuffle.Anew
        ? Invariant($"dotnet cake --target=Baseline --model={settings.Model} --seed={settings.Seed} --engine={settings.Engine}")
        : "";

    // Expectations derived from Keras are not changed by accepting ours.
    private static string OfExpectation(Expectation expectation, string folder) => expectation.File is { } file
        ? $"expect --model {ModelIn(folder, file)} --study DIR --expectations {folder}"
        : expectation.Shuffle == Shuffle.Anew
        ? Invariant($".ci/expectations {expectation.Model}")
        : "";

    private static string ModelIn(string folder, ModelSource file) => Path.Combine(folder, ExpectationFile.ModelFile(file));
}
