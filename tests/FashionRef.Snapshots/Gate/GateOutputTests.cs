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
        .. Gate(2).Judge([.. Enumerable.Range(1, 5).Select(seed => Run(2, seed, 9000 + seed))]),
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
        KerasSeeds.Stored(model) with { Shuffle = Shuffle.Anew }, "", requiresBaseline: false, Acceptance.Commands);

    private static GateRun Run(int model, int seed, int correct) => GateRuns.Run(GateRuns.Record(model, seed, correct, Shuffle.Anew));
}
