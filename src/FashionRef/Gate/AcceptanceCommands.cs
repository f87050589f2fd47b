using FashionRef.Gate.Reference;
using FashionRef.Training.Runs;

namespace FashionRef.Gate;

/// <summary>How a change that was made on purpose is accepted: the commands of whoever uses the gate, for its reports.</summary>
/// <param name="baseline">Stores a run of these settings as its baseline; empty where there is no such command.</param>
/// <param name="expectation">Makes the expectation anew from runs with these settings; empty where there is no such command.</param>
public sealed class AcceptanceCommands(Func<RunSettings, string> baseline, Func<Expectation, RunSettings, string> expectation)
{
    /// <summary>No command accepts anything.</summary>
    public static AcceptanceCommands None { get; } = new(_ => "", (_, _) => "");

    // What another program did is accepted by none of these commands.
    internal string OfBaseline(RunSettings settings) => settings.IsOwn ? baseline(settings) : "";

    internal string OfExpectation(Expectation expected, RunSettings settings) => settings.IsOwn ? expectation(expected, settings) : "";
}
