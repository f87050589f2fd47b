using FashionRef.Cli.Commands.Gate;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate;
using FashionRef.Training;

namespace FashionRef.Snapshots.Gate;

/// <summary>What the gate tells, in each of its forms, of the same runs: one of Model-1 that failed, five of Model-2 that passed.</summary>
internal sealed class GateOutputTests
{
    private static readonly GateReport Report = new(
    [
        .. Gate(1).Judge([Run(1, 1, 7000)]),
        .. Gate(2).Judge([.. KerasSeeds.Runs(2).Runs.Take(5).Select(run => GateRuns.Run(GateRuns.Record(run, 2, Shuffle.Anew)))]),
    ]);

    [Test]
    public async Task Table() => await Verifier.Verify(GateTable.Format(Report));

    [Test]
    public async Task JUnit() => await Verifier.Verify(JUnitXml.Format(Report), extension: "xml");

    [Test]
    public async Task Markdown() => await Verifier.Verify(GateMarkdown.Format(Report), extension: "md");

    [Test]
    public async Task Json() => await Verifier.Verify(GateJson.Format(Report), extension: "json");

    // Backslashes of Windows would stand in the reason: no folder, no separator.
    private static ModelGate Gate(int model) => new(
        KerasSeeds.ReferenceAnew(model), "", requiresBaseline: false, Acceptance.In("baselines"));

    private static GateRun Run(int model, int seed, int correct) => GateRuns.Run(GateRuns.Record(model, seed, correct, Shuffle.Anew));
}
