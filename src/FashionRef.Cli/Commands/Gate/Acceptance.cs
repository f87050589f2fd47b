using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>The commands that accept an intended change.</summary>
internal static class Acceptance
{
    public static AcceptanceCommands Commands { get; } = new(OfBaseline, OfExpectation);

    // The Cake target stores only runs with the notebook's shuffle.
    private static string OfBaseline(RunSettings settings) => settings.Shuffle == Shuffle.Anew
        ? Invariant($"dotnet cake --target=Baseline --model={settings.Model} --seed={settings.Seed} --engine={settings.Engine}")
        : "";

    // Expectations derived from Keras are not changed by accepting ours.
    private static string OfExpectation(Expectation expectation, RunSettings settings) => expectation.Shuffle == Shuffle.Anew
        ? Invariant($"dotnet run --project src/FashionRef.Cli -- expect --model {expectation.Model} --seeds 1..{expectation.Runs} --engine {settings.Engine} --threads 1")
        : "";
}
