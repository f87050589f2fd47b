using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Tests.Gate;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Gate;

/// <summary>The gate of a model file as a process.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GateModelFileTests
{
    private static readonly string OneEpoch = Path.Combine(KerasFiles.Notebook, "model1.keras");

    [Test]
    public async Task A_model_that_Keras_trained_passes_and_its_verdict_is_written()
    {
        using TemporaryFolder folder = new();
        Save(folder["1"]);

        ProgramEnd end = await GateAsync("--model", folder["1"], "--shuffle", "repeated", "--json", folder["v.json"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Match("record +model file +201,578 parameters +the notebook.s layers +passed").And.Contain("The file does not tell its optimizer and how many steps it was trained").And.EndWith("(3 checks passed).\n"));
        Assert.That(File.ReadAllText(folder["v.json"]), Does.Contain("\"runs\": \"model file\""));
    }

    [Test]
    public async Task A_model_of_one_epoch_fails()
    {
        ProgramEnd end = await GateAsync("--model", OneEpoch);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")));
        Assert.That(end.Output, Does.Contain("the optimizer's state is that after 469 steps, but must be that after 4,690 steps."));
    }

    [Test]
    public async Task A_file_that_is_not_the_runs_model_fails_beside_it()
    {
        using TemporaryFolder folder = new();
        Save(folder["m"]);
        RunRecord record = GateRuns.Record();
        string weights = Float32Bytes.Sha256(TrainedModel.Read(KerasReference.WeightsFile(1), 1).Weights);
        string run = GateRuns.Write(folder["run"], record with { Sha256 = record.Sha256 with { TrainedWeights = weights } });

        ProgramEnd end = await GateAsync("--run", run, "--model", folder["m"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")));
        Assert.That(end.Output, Does.Contain("the number of right answers is ").And.Contain(", but must be 8555, as the run's record says.").And.Not.Contain("SHA-256"));
    }

    [Test]
    public async Task Another_model_is_refused_with_the_layers_of_both()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await GateAsync("--model", KerasAnswers.Of("nested").FileOf("keras"), "--json", folder["v.json"]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain("is neither of the notebook's models: it has the layers Rescaling, Conv2D, ").And.Contain("Model-1 has Conv2D, MaxPooling2D, Flatten, Dense, Dense; "));
        Assert.That(File.ReadAllText(folder["v.json"]), Does.Contain("Gate without a verdict"));
    }

    [TestCase("Give either a model file or --seeds", "--seeds", "1")]
    [TestCase("Give either a model file or --answers", "--answers", "a.json")]
    [TestCase("--baseline is for a run", "--baseline")]
    [TestCase("give one --run, or none", "--run", "a", "--run", "b")]
    public async Task What_does_not_go_with_a_model_file_is_refused(string told, params string[] options)
    {
        ProgramEnd end = await GateAsync(["--model", OneEpoch, .. options]);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.Error, Does.StartWith("error: ").And.Contain(told));
    }

    [TestCase("none.keras", "does not exist")]
    [TestCase("--junit", "which is read")]
    public async Task A_file_that_is_not_there_or_would_be_written_over_is_refused(string file, string told)
    {
        using TemporaryFolder folder = new();
        byte[] before = File.ReadAllBytes(OneEpoch);
        File.WriteAllBytes(folder["m"], before);

        ProgramEnd end = await GateAsync(file.StartsWith('-') ? ["--model", folder["m"], file, folder["m"]] : ["--model", folder[file]]);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.Error, Does.Contain(told));
        Assert.That(File.ReadAllBytes(folder["m"]), Is.EqualTo(before));
    }

    private static void Save(string path)
    {
        TrainedModel trained = TrainedModel.Read(KerasReference.WeightsFile(1), 1);
        KerasContent.Of(trained.Model, trained.Weights).Save(path, KerasFileKind.Archive, DateTimeOffset.UnixEpoch);
    }

    private static Task<ProgramEnd> GateAsync(params string[] arguments) =>
        ProgramProcess.RunAsync(["gate", "--expectations", KerasSeeds.Folder, .. arguments]);
}
