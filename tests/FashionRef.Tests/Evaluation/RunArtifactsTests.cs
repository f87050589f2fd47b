using System.Globalization;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Tests.Training;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Evaluation;

/// <summary>The files of one small run, written once.</summary>
internal sealed class RunArtifactsTests
{
    private const int TestImages = 40;

    private static readonly Dataset Data = SyntheticData.Create(train: 100, TestImages);
    private static readonly RunSettings Settings = new(2, "torch", Seed: 6, Epochs: 2, BatchSize: 50, LearningRate: 0.01, Threads: 2);

    private TemporaryFolder _folder = null!;
    private RunFolder _files = null!;
    private CompletedRun _run = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _files = new RunFolder(_folder.Path);
        IEngine engine = new TorchEngine(Settings.Threads);
        BuiltModel model = NotebookModels.Model2.Build();
        _run = new TrainingRun(Settings, model, engine, Data, _files, TimeProvider.System)
            .Execute(resume: false, new RecordingCallback(), CancellationToken.None);
        RunArtifacts.Write(_files, _run, RunRecord.Of(_run, Data, engine, TimeProvider.System), Data.Test, FashionMnist.ClassNames);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_weights_have_Keras_names_in_the_order_of_its_files_and_the_trained_bits()
    {
        SafetensorsContent content = SafetensorsFile.Read(_files.Weights);

        Assert.That(content.Arrays.Select(array => array.Path), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(content.Arrays.Select(array => array.Path), Is.EquivalentTo(_run.Model.Weights.Select(weight => weight.Path)));
        Assert.That(Float32Bytes.Sha256(content.Arrays), Is.EqualTo(Float32Bytes.Sha256(_run.State.Weights)));
    }

    [Test]
    public void The_record_names_settings_result_hashes_history_and_machine()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_files.Record));
        JsonElement record = document.RootElement;

        Assert.That(record.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[]
        {
            "format", "settings", "parameters", "non_trainable_parameters", "result", "sha256", "history", "environment", "code",
        }));
        Assert.That(record.GetProperty("settings").Deserialize<RunSettings>(JsonFormat.Options), Is.EqualTo(Settings));
        Assert.That(record.GetProperty("parameters").GetInt32(), Is.EqualTo(407_802));
        Assert.That(record.GetProperty("result").GetProperty("test_correct").GetInt32(), Is.EqualTo(_run.Test.Correct));
        Assert.That(record.GetProperty("history").GetArrayLength(), Is.EqualTo(2));
        Assert.That(record.GetProperty("code").GetString(), Does.Match("^[0-9a-f]{64}$"));
        JsonElement hashes = record.GetProperty("sha256");
        Assert.That(hashes.GetProperty("trained_weights").GetString(), Is.EqualTo(Float32Bytes.Sha256(_run.State.Weights)));
        Assert.That(hashes.GetProperty("test_logits").GetString(), Is.EqualTo(Float32Bytes.Sha256(_run.Test.Logits)));
        Assert.That(
            hashes.GetProperty("initial_weights").GetString(),
            Is.EqualTo(Float32Bytes.Sha256(InitialWeights.Create(_run.Model, Settings.Seed))));
        JsonElement environment = record.GetProperty("environment");
        Assert.That(environment.GetProperty("peak_memory_bytes").GetInt64(), Is.GreaterThan(1_000_000));
        Assert.That(environment.GetProperty("engine_versions").GetProperty("TorchSharp").GetString(), Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(environment.GetProperty("git_commit").GetString(), Does.Match("^([0-9a-f]{40}|unknown)$"));
    }

    [Test]
    public void Predictions_hold_every_image_once_with_probabilities_that_sum_to_one()
    {
        string[][] rows = [.. File.ReadLines(_files.Predictions).Skip(1).Select(line => line.Split(','))];

        Assert.That(rows.Select(row => row[0]), Is.EqualTo(Enumerable.Range(0, TestImages).Select(i => $"{i}")));
        Assert.That(rows.Count(row => row[1] == row[2]), Is.EqualTo(_run.Test.Correct));
        foreach (string[] row in rows)
        {
            double sum = row.Skip(3).Sum(text => double.Parse(text, CultureInfo.InvariantCulture));
            Assert.That(sum, Is.EqualTo(1).Within(1e-6));
        }
    }

    [Test]
    public void The_evaluation_holds_report_and_matrix_and_the_history_every_epoch()
    {
        Assert.That(File.ReadAllText(_files.Evaluation), Does.Contain("weighted avg").And.Contain("Ankle boot"));
        Assert.That(File.ReadAllLines(_files.History), Has.Length.EqualTo(3));
    }

    [Test]
    public void Nothing_else_is_left() => Assert.That(_folder.Entries, Is.EquivalentTo(new[]
    {
        "checkpoint.safetensors", "evaluation.txt", "history.csv", "model.safetensors", "predictions.csv", "README.md", "run.json",
    }));
}
