using System.Globalization;
using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Training;
using FashionRef.Training.Runs;
using YamlDotNet.Serialization;

namespace FashionRef.Tests.Evaluation;

/// <summary>The model card of a synthetic run, read as a model hub reads it.</summary>
internal sealed class ModelCardTests
{
    private static readonly RunRecord Record = ReadyRecord.Create();
    private static readonly string Card = ModelCard.Format(Record, ReadyRecord.Matrix, FashionMnist.ClassNames);

    [Test]
    public void The_metadata_stand_between_two_lines_of_dashes_at_the_very_beginning()
    {
        string[] lines = Card.Split('\n');

        Assert.That(lines[0], Is.EqualTo("---"));
        Assert.That(Array.IndexOf(lines, "---", 1), Is.GreaterThan(1));
        Assert.That(Card, Does.Not.Contain("\r").And.EndsWith("\n"));
    }

    [Test]
    public void A_model_hub_finds_task_data_set_and_the_runs_accuracy_and_loss()
    {
        Dictionary<object, object> index = Only(Metadata()["model-index"]);
        Dictionary<object, object> result = Only(index["results"]);
        var task = (Dictionary<object, object>)result["task"];
        var dataset = (Dictionary<object, object>)result["dataset"];
        Dictionary<object, object>[] metrics = [.. ((List<object>)result["metrics"]).Cast<Dictionary<object, object>>()];

        Assert.That(index["name"], Is.EqualTo(Record.Settings.RunName));
        Assert.That(task["type"], Is.EqualTo("image-classification"));
        Assert.That((dataset["type"], dataset["name"], dataset["split"]), Is.EqualTo(("zalando-datasets/fashion_mnist", "Fashion-MNIST", "test")));
        Assert.That(metrics.Select(metric => metric["type"]), Is.EqualTo(new[] { "accuracy", "loss" }));
        Assert.That(Number(metrics[0]["value"]), Is.EqualTo(Record.Result.TestAccuracy));
        Assert.That(Number(metrics[1]["value"]), Is.EqualTo(Record.Result.TestLoss));
    }

    [Test]
    public void Licence_and_kind_of_model_are_named_at_the_top_level()
    {
        Dictionary<object, object> metadata = Metadata();

        Assert.That(metadata["license"], Is.EqualTo("mit"));
        Assert.That(metadata["pipeline_tag"], Is.EqualTo("image-classification"));
        Assert.That((List<object>)metadata["datasets"], Is.EqualTo(new[] { "zalando-datasets/fashion_mnist" }));
        Assert.That((List<object>)metadata["metrics"], Is.EqualTo(new[] { "accuracy" }));
    }

    [Test]
    public void The_text_tells_the_figures_and_hashes_of_this_run()
    {
        Assert.That(Card, Does.Contain("# Model-2 on Fashion-MNIST"));
        Assert.That(Card, Does.Contain("407,802 parameters, 160 of them non-trainable"));
        Assert.That(Card, Does.Contain("**0.9123** (9,123 of 10,000 test images)"));
        Assert.That(Card, Does.Contain(Record.Sha256.TrainedWeights).And.Contain(Record.Sha256.TestLogits));
        Assert.That(Card, Does.Contain("10 epochs").And.Contain("batches of 128").And.Contain("seed 7"));
    }

    [Test]
    public void Every_class_has_its_recall_and_precision()
    {
        string[] rows = [.. Card.Split('\n').Where(line => FashionMnist.ClassNames.Any(name => line.StartsWith($"| {name} |", StringComparison.Ordinal)))];

        Assert.That(rows, Has.Length.EqualTo(FashionMnist.ClassNames.Count));
        Assert.That(rows[0], Is.EqualTo("| T-shirt/top | 0.900 | 1.000 |"));
    }

    [Test]
    public void Settings_that_are_not_the_notebooks_stand_in_the_command_that_makes_the_run_again()
    {
        RunRecord other = Record with { Settings = Record.Settings with { Epochs = 3, LearningRate = 0.05, Shuffle = Shuffle.Repeated } };

        Assert.That(
            ModelCard.Format(other, ReadyRecord.Matrix, FashionMnist.ClassNames),
            Does.Contain("train --model=2 --seed=7 --engine=torch --threads=2 --epochs=3 --learning-rate=0.05 --shuffle=repeated\n"));
        Assert.That(Card, Does.Contain("train --model=2 --seed=7 --engine=torch --threads=2\n"));
    }

    [TestCase("torch", "the same bits again on the same machine with the same number of threads. This run: seed 7, engine torch (TorchSharp 0.107.0), 2 threads")]
    [TestCase("exact", "the same bits on every processor and operating system, with any number of threads. This run: seed 7, engine exact (Exact 3), 2 threads")]
    public void It_promises_what_the_runs_engine_promises(string engine, string promised)
    {
        RunRecord run = Record with
        {
            Settings = Record.Settings with { Engine = engine },
            Environment = engine == "torch" ? Record.Environment : Record.Environment! with { EngineVersions = new Dictionary<string, string> { ["Exact"] = "3" } },
        };

        Assert.That(ModelCard.Format(run, ReadyRecord.Matrix, FashionMnist.ClassNames), Does.Contain($"With engine {engine} the same seed gives {promised}"));
    }

    private static Dictionary<object, object> Metadata()
    {
        string yaml = Card.Split("---\n", 3)[1];
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(yaml);
    }

    private static Dictionary<object, object> Only(object list) => (Dictionary<object, object>)((List<object>)list).Single();

    private static double Number(object value) => double.Parse((string)value, CultureInfo.InvariantCulture);
}
