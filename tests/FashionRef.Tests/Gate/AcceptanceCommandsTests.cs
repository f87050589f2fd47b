using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate;

internal sealed class AcceptanceCommandsTests
{
    private static readonly AcceptanceCommands Commands = new(run => $"baseline {run.Seed}", (expected, run) => $"expect {expected.Model} {run.Seed}");

    private static RunSettings Own => RunSettings.Notebook(1, "exact", seed: 7, threads: 1);

    private static Expectation Expected => ExpectationFile.Read(KerasSeeds.Folder, new ExpectationKey(NotebookModels.Numbers[0], null, Shuffle.Anew));

    [Test]
    public void A_run_of_this_program_can_be_accepted() =>
        Assert.That((Commands.OfBaseline(Own), Commands.OfExpectation(Expected, Own)), Is.EqualTo(("baseline 7", "expect 1 7")));

    [Test]
    public void Another_programs_run_cannot()
    {
        RunSettings other = Own with { Engine = "my-port" };

        Assert.That((Commands.OfBaseline(other), Commands.OfExpectation(Expected, other)), Is.EqualTo(("", "")));
    }
}
