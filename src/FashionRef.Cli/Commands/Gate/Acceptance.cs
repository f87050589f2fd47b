using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>The commands of this program that accept a change made on purpose.</summary>
internal static class Acceptance
{
    public static AcceptanceCommands Commands { get; } = new(OfBaseline, OfExpectation);

    // The target stores runs with the notebook's shuffle; others are stored by hand.
    private static string OfBaseline(RunSettings settings) => settings.Shuffle == Shuffle.Anew
        ? Invariant($"dotnet cake --target=Baseline --model={settings.Model} --seed={settings.Seed} --engine={settings.Engine}")
        : "";

    // What Keras did is no matter of acceptance.
    private static string OfExpectation(Expectation expectation, RunSettings settings) => expectation.Shuffle == Shuffle.Anew
        ? Invariant($"dotnet run --project src/FashionRef.Cli -- expect --model {expectation.Model} --seeds 1..{expectation.Runs} --engine {settings.Engine} --threads 1")
        : "";
}
