using FashionRef.Gate.Reference;
using FashionRef.Training.Runs;

namespace FashionRef.Gate;

/// <summary>The caller's commands that accept an intended change, for the gate's reports.</summary>
/// <param name="baseline">Stores a run of these settings as its baseline; empty if there is no such command.</param>
/// <param name="expectation">Derives the expectation again from runs with these settings; empty if there is no such command.</param>
public sealed class AcceptanceCommands(Func<RunSettings, string> baseline, Func<Expectation, RunSettings, string> expectation)
{
    /// <summary>No commands.</summary>
    public static AcceptanceCommands None { get; } = new(_ => "", (_, _) => "");

    // These commands cannot accept another program's run.
    internal string OfBaseline(RunSettings settings) => settings.IsOwn ? baseline(settings) : "";

    internal string OfExpectation(Expectation expected, RunSettings settings) => settings.IsOwn ? expectation(expected, settings) : "";
}
