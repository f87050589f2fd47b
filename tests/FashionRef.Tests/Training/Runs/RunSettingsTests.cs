using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Formats.Json;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

internal sealed class RunSettingsTests
{
    private static readonly RunSettings Settings = new(1, "torch", Seed: 7, Epochs: 10, BatchSize: 128, LearningRate: 0.01, Threads: 2);

    [TestCase(CrossEntropy.OfLogits, Shuffle.Anew, "model1-seed7-torch")]
    [TestCase(CrossEntropy.OfClippedProbabilities, Shuffle.Anew, "model1-seed7-torch-probabilities")]
    [TestCase(CrossEntropy.OfLogits, Shuffle.Repeated, "model1-seed7-torch-repeated")]
    [TestCase(CrossEntropy.OfClippedProbabilities, Shuffle.Repeated, "model1-seed7-torch-probabilities-repeated")]
    public void A_runs_name_tells_the_loss_and_the_shuffle_where_they_are_not_the_notebooks(
        CrossEntropy loss, Shuffle shuffle, string name) =>
        Assert.That((Settings with { Loss = loss, Shuffle = shuffle }).RunName, Is.EqualTo(name));

    [Test]
    public void Settings_written_before_there_was_a_choice_are_the_notebooks()
    {
        const string Old =
            """{ "model": 1, "engine": "torch", "seed": 7, "epochs": 10, "batch_size": 128, "learning_rate": 0.01, "threads": 2 }""";

        Assert.That(
            JsonSerializer.Deserialize<RunSettings>(Old, JsonFormat.Options),
            Is.EqualTo(Settings with { Loss = CrossEntropy.OfLogits, Shuffle = Shuffle.Anew }));
    }

    [Test]
    public void The_shuffle_is_written_and_read_back()
    {
        RunSettings repeated = Settings with { Shuffle = Shuffle.Repeated };

        string json = JsonSerializer.Serialize(repeated, JsonFormat.Options);

        Assert.That(json, Does.Contain("\"shuffle\": \"repeated\""));
        Assert.That(JsonSerializer.Deserialize<RunSettings>(json, JsonFormat.Options), Is.EqualTo(repeated));
    }

    [Test]
    public void Held_out_images_make_another_run_and_are_written_only_where_there_are_some()
    {
        RunSettings held = Settings with { HeldOut = 10_000 };

        Assert.That(JsonSerializer.Serialize(Settings, JsonFormat.Options), Does.Not.Contain("held_out"));
        Assert.That(JsonSerializer.Deserialize<RunSettings>(JsonSerializer.Serialize(held, JsonFormat.Options), JsonFormat.Options), Is.EqualTo(held));
        Assert.That(held.HasSameBitsAs(Settings), Is.False);
        Assert.That(held.DifferencesFrom(Settings), Is.EqualTo(["its number of held-out images is 10000, not 0"]));
        Assert.That((held.RunName, held.HeldOutImages), Is.EqualTo(("model1-seed7-torch-heldout10000", "the last 10,000 training images")));
    }

    [TestCase("torch", 2, true)]
    [TestCase("torch", 3, false)]
    [TestCase("exact", 3, true)]
    [TestCase("my-port", 3, false)]
    public void Threads_decide_the_bits_but_for_an_engine_that_promises_otherwise(string engine, int threads, bool expected)
    {
        RunSettings settings = Settings with { Engine = engine };

        Assert.That(settings.HasSameBitsAs(settings with { Threads = threads }), Is.EqualTo(expected));
        Assert.That(settings.HasSameBitsAs(settings with { Threads = threads, Seed = 8 }), Is.False);
        Assert.That(settings.HasSameBitsAs(settings with { Engine = "another" }), Is.False);
    }
}
