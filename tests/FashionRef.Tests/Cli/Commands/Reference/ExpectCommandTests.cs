using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Gate.Curves;
using FashionRef.Training;

namespace FashionRef.Tests.Cli.Commands.Reference;

[Parallelizable(ParallelScope.All)]
internal sealed class ExpectCommandTests
{
    /// <summary>A port whose right runs differ from ours in a known way is held to its own.</summary>
    [Test]
    [Category("Training")]
    public async Task An_expectation_is_made_of_a_ports_own_good_runs_and_its_runs_are_judged_by_it()
    {
        using TemporaryFolder folder = new();
        GateRun[] runs = [.. PortRuns.Keras(1)];
        string[] files = [.. runs.Select((run, i) => GateRuns.Write(folder[$"run{i}"], run.Record))];

        ProgramEnd made = await ProgramProcess.RunAsync(["expect", "--run", .. files[..10], "--expectations", folder["own"]]);
        ProgramEnd judged = await ProgramProcess.RunAsync(
            ["gate", "--run", .. files[10..], "--expectations", Path.Combine(folder["own"], "expectation-model1-anew.json"), "--artifacts", Repository.Artifacts]);

        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
        Assert.That(made.Output, Does.Contain("Model-1, shuffled anew: 10 runs of keras, 10 epochs; expectations 1\n"));
        Assert.That(GateReference.Read(folder["own"], 1, Shuffle.Anew).Expectation.RunsFile, Is.EqualTo("port-seeds-model1-anew.json"));
        Assert.That((judged.ExitCode, judged.Error), Is.EqualTo((0, "")), judged.Output);
        Assert.That(judged.Output, Does.Contain("Compared with 10 right runs of other seeds (expectations 1: keras), since the expectation has no runs that start alike."));
    }

    [TestCase("'runs' holds 9 runs of different seeds; at least 10 are needed", 9)]
    [TestCase("are not runs that differ in their seed alone: of ", 10)]
    public async Task Runs_of_which_none_can_be_made_are_refused_and_nothing_is_written(string message, int count)
    {
        using TemporaryFolder folder = new();
        GateRun[] runs = count == 10 ? [.. PortRuns.Keras(1).Take(9), PortRuns.Torch(1)[9]] : [.. PortRuns.Keras(1).Take(count)];
        string[] files = [.. runs.Select((run, i) => GateRuns.Write(folder[$"run{i}"], run.Record))];

        ProgramEnd end = await ProgramProcess.RunAsync(["expect", "--run", .. files, "--expectations", folder["own"]]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith("error: ").And.Contain(message));
        Assert.That(folder["own"], Does.Not.Exist);
    }

    [Test]
    public async Task Others_must_be_of_the_same_model_and_shuffle()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync(
            "expect", "--from", KerasSeeds.FileOf(1), "--others", Path.Combine(KerasSeeds.Folder, "torch-seeds-model1-anew.json"), "--expectations", folder.Path);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith("error: --others has runs of this program, engine torch that are of another model, shuffle, number of epochs or batch size."));
    }
}
