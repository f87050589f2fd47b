using FashionRef.Engines;

namespace FashionRef.Tests.Build;

/// <summary>What build/Pipeline.proj does again after a whole run, and what it leaves alone.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineUpToDateTests
{
    private FakePipeline _trained = null!;

    [OneTimeSetUp]
    public async Task Train_once() => _trained = await FakePipeline.TrainedAsync();

    [OneTimeTearDown]
    public void Remove() => _trained.Dispose();

    [Test]
    public void The_first_run_fetches_and_trains_both_models() =>
        Assert.That(_trained.Trainings, Is.EqualTo(["fetch", "train --model 1 --seed=1", "train --model 2 --seed=1"]));

    [Test]
    public async Task A_second_run_does_nothing_and_says_so_for_both_models()
    {
        using FakePipeline pipeline = _trained.Copy();

        string output = await TrainAsync(pipeline);

        Assert.That(pipeline.Requests, Is.Empty);
        Assert.That(output, Does.Contain("Model-1 is up to date").And.Contain("Model-2 is up to date"));
    }

    [Test]
    public async Task Fetch_alone_says_that_the_data_set_is_up_to_date()
    {
        using FakePipeline pipeline = _trained.Copy();

        (int exitCode, string output) = await pipeline.RunAsync("Fetch");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.Empty);
        Assert.That(output, Does.Contain("Fashion-MNIST is up to date"));
    }

    [TestCase("-p:Epochs=3", "--epochs=3")]
    [TestCase("-p:Loss=logits", "--loss=logits")]
    [TestCase("-p:Shuffle=anew", "--shuffle=anew")]
    public async Task A_changed_option_trains_again(string property, string option)
    {
        using FakePipeline pipeline = _trained.Copy();

        string output = await TrainAsync(pipeline, property);

        Assert.That(pipeline.Trainings, Is.EqualTo([$"train --model 1 --seed=1 {option}", $"train --model 2 --seed=1 {option}"]));
        Assert.That(output, Does.Not.Contain("up to date"));
    }

    [Test]
    public async Task What_was_refused_leaves_runs_up_to_date()
    {
        using FakePipeline pipeline = _trained.Copy();
        pipeline.LetFail("train", 2, "error: '0' is no value of '--threads'.\n");
        (int exitCode, _) = await pipeline.RunAsync("Train", "-p:Threads=0");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("2"));

        string output = await TrainAsync(pipeline);

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1 --threads=0"]));
        Assert.That(output, Does.Contain("Model-1 is up to date").And.Contain("Model-2 is up to date"));
    }

    [Test]
    public async Task A_training_that_failed_otherwise_is_done_again()
    {
        using FakePipeline pipeline = _trained.Copy();
        pipeline.LetFail("train", 3, "error: The disk is full.\n");
        await pipeline.RunAsync("Train", "-p:Threads=1");

        await pipeline.RunAsync("Train", "-p:Threads=1");

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1 --threads=1", "train --model 1 --seed=1 --threads=1"]));
    }

    [Test]
    public async Task Only_the_model_that_is_asked_for_is_trained()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Record(model: 1));

        string output = await TrainAsync(pipeline, "-p:Model=2", "-p:Epochs=3");

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 2 --seed=1 --epochs=3"]));
        Assert.That(output, Does.Not.Contain("Model-1"));
    }

    [Test]
    public async Task A_model_is_up_to_date_whatever_the_other_needs()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Record(model: 1));

        string output = await TrainAsync(pipeline);

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1"]));
        Assert.That(output, Does.Contain("Model-2 is up to date").And.Not.Contain("Model-1"));
    }

    [Test]
    public async Task Another_seed_has_a_folder_of_its_own()
    {
        using FakePipeline pipeline = _trained.Copy();

        await TrainAsync(pipeline, "-p:Seed=7");

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=7", "train --model 2 --seed=7"]));
        Assert.That(pipeline.Record(model: 1, seed: 7), Does.Exist);
        Assert.That(pipeline.Record(model: 1), Does.Exist);
    }

    [TestCase("--loss=probabilities", "-probabilities", "-p:Loss=probabilities")]
    [TestCase("--shuffle=repeated", "-repeated", "-p:Shuffle=repeated")]
    [TestCase("--loss=probabilities --shuffle=repeated", "-probabilities-repeated", "-p:Loss=probabilities", "-p:Shuffle=repeated")]
    [TestCase("--loss=logits --shuffle=repeated", "-repeated", "-p:Loss=logits", "-p:Shuffle=repeated")]
    public async Task A_loss_or_shuffle_that_is_not_the_notebooks_has_a_folder_of_its_own(
        string options, string ending, params string[] properties)
    {
        using FakePipeline pipeline = _trained.Copy();

        await TrainAsync(pipeline, ["-p:Model=1", .. properties]);
        string again = await TrainAsync(pipeline, ["-p:Model=1", .. properties]);
        string notebooks = await TrainAsync(pipeline, "-p:Model=1");

        Assert.That(pipeline.Trainings, Is.EqualTo([$"train --model 1 --seed=1 {options}"]));
        Assert.That(pipeline.Record(model: 1, ending: ending), Does.Exist);
        Assert.That(again, Does.Contain($"runs/model1-seed1-{KnownEngines.Default}{ending}: nothing"));
        Assert.That(notebooks, Does.Contain($"runs/model1-seed1-{KnownEngines.Default}: nothing"));
    }

    [Test]
    public async Task A_value_that_is_no_word_never_becomes_a_path()
    {
        using FakePipeline pipeline = _trained.Copy();
        string record = pipeline.Record(model: 2);

        await TrainAsync(pipeline, "-p:Model=1", $"-p:Loss=x/../model2-seed1-{KnownEngines.Default}", "-p:Force=true");

        Assert.That(record, Does.Exist);
    }

    [Test]
    public async Task Force_trains_all_the_same()
    {
        using FakePipeline pipeline = _trained.Copy();

        await TrainAsync(pipeline, "-p:Force=true");

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1", "train --model 2 --seed=1"]));
    }

    [Test]
    public async Task A_newer_program_trains_again()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.SetLastWriteTimeUtc(pipeline.Program, TimeProvider.System.GetUtcNow().UtcDateTime);

        await TrainAsync(pipeline);

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1", "train --model 2 --seed=1"]));
    }

    [Test]
    public async Task A_missing_data_file_is_fetched_and_trained_on()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Data("t10k-labels-idx1-ubyte"));

        await TrainAsync(pipeline, "-p:Model=1", "-p:Data=/my data");

        Assert.That(pipeline.Trainings, Is.EqualTo(["fetch --data /my data", "train --model 1 --seed=1"]));
    }

    [Test]
    public async Task Every_option_reaches_the_program()
    {
        using FakePipeline pipeline = _trained.Copy();

        await TrainAsync(
            pipeline, "-p:Model=1", "-p:Epochs=2", "-p:BatchSize=64", "-p:LearningRate=0.5", "-p:Loss=probabilities",
            "-p:Shuffle=repeated", "-p:Threads=3", "-p:Force=true", "-p:Resume=true");

        Assert.That(
            pipeline.Trainings,
            Is.EqualTo(["train --model 1 --seed=1 --epochs=2 --batch-size=64 --learning-rate=0.5 --loss=probabilities --shuffle=repeated --threads=3 --resume"]));
    }

    [Test]
    public async Task A_folder_for_TensorBoard_reaches_the_program_and_asks_for_no_new_run()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Record(model: 1));

        string output = await TrainAsync(pipeline, "-p:TensorBoard=/my logs");

        Assert.That(pipeline.Trainings, Is.EqualTo(["train --model 1 --seed=1 --tensorboard=/my logs"]));
        Assert.That(output, Does.Contain("Model-2 is up to date"));
    }

    private static async Task<string> TrainAsync(FakePipeline pipeline, params IEnumerable<string> arguments)
    {
        (int exitCode, string output) = await pipeline.RunAsync("Train", arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }
}
