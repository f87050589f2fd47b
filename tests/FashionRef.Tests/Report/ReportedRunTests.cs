using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Report;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report;

internal sealed class ReportedRunTests
{
    private TemporaryFolder _folder = null!;
    private string _recordFile = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _recordFile = ReportedRuns.Write(_folder.Path, ReportedRuns.Create(seed: 7));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_run_is_read_back_as_it_was()
    {
        ReportedRun run = ReportedRuns.Create(seed: 7).Ended();

        ReportedRun read = ReportedRun.Read(_recordFile);

        Assert.That(read.Record.ToJson(), Is.EqualTo(run.Record.ToJson()));
        Assert.That(read.Predictions.Labels.ToArray(), Is.EqualTo(run.Predictions.Labels.ToArray()));
        Assert.That(read.Predictions.Predicted.ToArray(), Is.EqualTo(run.Predictions.Predicted.ToArray()));
        Assert.That(read.Predictions.Probabilities.ToArray(), Is.EqualTo(run.Predictions.Probabilities.ToArray()));
        Assert.That(Float32Bytes.Sha256(read.Weights), Is.EqualTo(run.Record.Sha256.TrainedWeights));
        Assert.That(read.Folder.Root, Is.EqualTo(_folder.Path));
    }

    [Test]
    public void Answers_of_another_run_are_refused()
    {
        using TemporaryFolder other = new();
        ReportedRuns.Write(other.Path, ReportedRuns.Create(seed: 7, wrong: 39));
        File.Copy(other["predictions.csv"], _folder["predictions.csv"], overwrite: true);

        Refusal.Expect(() => ReportedRun.Read(_recordFile), "has 161 correct predictions, but ");
    }

    [Test]
    public void Weights_of_another_run_are_refused()
    {
        using TemporaryFolder other = new();
        ReportedRuns.Write(other.Path, ReportedRuns.Create(seed: 8));
        File.Copy(other["model.safetensors"], _folder["model.safetensors"], overwrite: true);

        Refusal.Expect(() => ReportedRun.Read(_recordFile), "has weights with the SHA-256 ");
    }

    [TestCase("run.json")]
    [TestCase("predictions.csv")]
    [TestCase("model.safetensors")]
    public void A_file_that_is_not_there_is_told(string name)
    {
        File.Delete(_folder[name]);

        Refusal.Expect(() => ReportedRun.Read(_recordFile), $"{name}' cannot be read: ");
    }

    [TestCase("run.json")]
    [TestCase("predictions.csv")]
    [TestCase("model.safetensors")]
    public void A_damaged_file_is_refused_in_words_or_read(string name) =>
        Damage.Expect(_folder[name], () => ReportedRun.Read(_recordFile));

    [Test]
    public void Its_title_tells_model_seed_and_what_is_not_the_notebooks()
    {
        ReportedRun run = ReportedRuns.Create(seed: 3);
        RunSettings other = run.Record.Settings with { Loss = CrossEntropy.OfClippedProbabilities, Shuffle = Shuffle.Repeated };

        Assert.That(run.Title, Is.EqualTo("Model-1, seed 3"));
        Assert.That((run with { Record = run.Record with { Settings = other } }).Title, Is.EqualTo("Model-1, seed 3, probabilities, repeated"));
        Assert.That((run with { Record = run.Record with { Settings = other with { Engine = "exact" } } }).Title, Is.EqualTo("Model-1, seed 3, exact, probabilities, repeated"));
    }
}
