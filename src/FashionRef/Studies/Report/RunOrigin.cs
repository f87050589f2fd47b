using FashionRef.Engines;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies.Report;

/// <summary>What a run's bits may depend on besides its settings and data.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Code">The SHA-256 of the code that made it.</param>
/// <param name="EngineVersion">The versions that the engine's bits depend on, its arithmetic's among them.</param>
/// <param name="Processor">The processor; null where the engine's bits are the same on every one.</param>
public sealed record RunOrigin(string Engine, string Code, string EngineVersion, string? Processor)
{
    /// <summary>That of a run.</summary>
    /// <param name="record">The run's record, of this program.</param>
    internal static RunOrigin Of(RunRecord record)
    {
        RunEnvironment environment = record.Environment!;
        return new RunOrigin(
            record.Settings.Engine,
            record.Code ?? "",
            environment.DescribeEngine(),
            KnownEngines.HasSameBitsEverywhere(record.Settings.Engine) ? null : environment.DescribeProcessor());
    }

    /// <summary>What is mixed within the runs of an engine, each in a sentence: differences between them may be that.</summary>
    /// <param name="origins">The origins of a study's runs.</param>
    public static IEnumerable<string> Mixtures(IEnumerable<RunOrigin> origins) =>
        from engine in origins.GroupBy(origin => origin.Engine)
        orderby engine.Key
        from part in new[]
        {
            (What: "versions of the program's code", Values: engine.Select(origin => (string?)origin.Code)),
            (What: "versions of the engine", Values: engine.Select(origin => (string?)origin.EngineVersion)),
            (What: "kinds of processors, which its bits depend on", Values: engine.Select(origin => origin.Processor)),
        }
        let count = part.Values.Distinct().Count()
        where count > 1
        select Invariant($"Mixed: the runs of {engine.Key} are from {count} {part.What}.");
}
