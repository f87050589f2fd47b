using System.Globalization;
using FashionRef.Cli.Commands.Train;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Report.Pictures;
using FashionRef.Tests.Engines;
using FashionRef.Tests.Formats.TensorBoard;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Train;

internal sealed class ModelTrainingTests
{
    private static readonly RunSettings Settings = new(2, "torch", Seed: 4, Epochs: 1, BatchSize: 64, LearningRate: 0.01, Threads: 2);
    private static readonly Dataset Data = SyntheticData.Create(train: 128, test: 20);

    [Test]
    public void A_run_tells_what_it_is_its_epochs_its_evaluation_and_where_everything_is()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);

        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);

        Assert.That(
            console.Text,
            Does.StartWith("Model-2: 407,802 parameters, seed 4, engine torch with 2 threads\nEpoch 1/1: 2/2 ━━━━━━━━━━━━━━━━━━━━ ")
                .And.Contains("macro avg").And.Contains("Confusion matrix")
                .And.Contains($"of 20). Everything is in '{RunFolder.Of(artifacts.Path, Settings).Root}'."));
    }

    [Test]
    public void Another_engines_run_stands_beside_the_first_and_is_named_after_its_engine_everywhere()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        RunSettings settings = Settings with { Engine = "exact" };
        RunFolder folder = new(Path.Combine(artifacts.Path, "runs", "model2-seed4-exact"));
        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);

        new ModelTraining(
            new RenamedEngine(new TorchEngine(Settings.Threads), "exact", "7"), Data, artifacts.Path, console.Console, TimeProvider.System)
            .Execute(settings, resume: true, CancellationToken.None);

        RunRecord record = RunRecordFile.Read(folder.Record);
        Assert.That((record.Settings, record.Environment!.DescribeEngine()), Is.EqualTo((settings, "Renamed 7")));
        Assert.That(console.Text, Does.Contain("seed 4, engine exact with 2 threads\nThere is no checkpoint: "));
        Assert.That(File.ReadAllText(folder.ModelCard), Does.Contain("engine exact (Renamed 7), 2 threads").And.Not.Contain("torch").IgnoreCase);
        Assert.That(RunFolder.Of(artifacts.Path, Settings).Record, Does.Exist, "The first engine's run is left alone.");
    }

    [Test]
    public void A_run_that_is_there_is_not_made_again_unless_it_is_wished()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        RunFolder folder = RunFolder.Of(artifacts.Path, Settings);
        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);
        RunRecord first = RunRecordFile.Read(folder.Record);

        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);

        Assert.That(console.Text, Does.EndWith($"Model-2 is up to date in '{folder.Root}': settings, data and code are the same. To train anyway: --force.\n"));
        Assert.That(RunRecordFile.Read(folder.Record).Environment!.Finished, Is.EqualTo(first.Environment!.Finished));

        new ModelTraining(new TorchEngine(Settings.Threads), Data, artifacts.Path, console.Console, TimeProvider.System) { IsForced = true }
            .Execute(Settings, resume: false, CancellationToken.None);

        Assert.That(RunRecordFile.Read(folder.Record).Environment!.Finished, Is.GreaterThan(first.Environment!.Finished));
        Assert.That(RunRecordFile.Read(folder.Record).Sha256.TrainedWeights, Is.EqualTo(first.Sha256.TrainedWeights));
    }

    [Test]
    public void Why_a_run_is_made_again_is_told()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        RunFolder folder = RunFolder.Of(artifacts.Path, Settings);
        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);

        Training(artifacts, console).Execute(Settings with { BatchSize = 5 }, resume: false, CancellationToken.None);

        Assert.That(console.Text, Does.Contain($"\nThe run in '{folder.Root}' has other settings: its batch size is {Settings.BatchSize}, not 5.\nModel-2: 407,802 parameters"));
    }

    [TestCase(CrossEntropy.OfClippedProbabilities, Shuffle.Anew, "loss of clipped probabilities")]
    [TestCase(CrossEntropy.OfLogits, Shuffle.Repeated, "the same shuffle in every epoch")]
    [TestCase(CrossEntropy.OfClippedProbabilities, Shuffle.Repeated, "loss of clipped probabilities and the same shuffle in every epoch")]
    public void What_is_not_the_notebooks_is_told_in_the_first_line(CrossEntropy loss, Shuffle shuffle, string told)
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);

        Training(artifacts, console).Execute(
            Settings with { Loss = loss, Shuffle = shuffle }, resume: false, CancellationToken.None);

        Assert.That(
            console.Text,
            Does.StartWith($"Model-2: 407,802 parameters, seed 4, engine torch with 2 threads, {told} (not the notebook's)\n"));
    }

    [Test]
    public void A_stopped_run_tells_what_is_kept_and_how_to_go_on()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        ModelTraining training = Training(artifacts, console);
        string checkpoint = RunFolder.Of(artifacts.Path, Settings).Checkpoint;

        string nothing = Stop(training, resume: false);
        training.Execute(Settings, resume: false, CancellationToken.None);
        string something = Stop(training, resume: true);

        Assert.That(nothing, Is.EqualTo(
            "Stopped at the end of a step. No epoch of this run was finished, so nothing is kept. The same command starts it again."));
        Assert.That(something, Is.EqualTo(
            $"Stopped at the end of a step. Finished epochs are kept in '{checkpoint}'. "
            + "To continue, add --resume to the same command."));
        Assert.That(console.Text, Does.Contain($"Continuing from '{checkpoint}'."));
    }

    [Test]
    public void A_run_leaves_its_pictures_in_place_of_an_earlier_ones_and_beside_the_users()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        RunFolder folder = RunFolder.Of(artifacts.Path, Settings);
        Directory.CreateDirectory(folder.Pictures);
        File.WriteAllText(PictureFiles.PathOf(folder, PictureNames.HistoryLoss), "an earlier run's");
        File.WriteAllText(PictureFiles.PathOf(folder, "the-users"), "");

        Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None);

        Assert.That(Directory.GetFiles(folder.Pictures).Select(file => Path.GetFileNameWithoutExtension(file)), Is.EquivalentTo(new[]
        {
            PictureNames.HistoryLoss, PictureNames.HistoryAccuracy, PictureNames.ConfusionMatrix, PictureNames.Predictions,
            PictureNames.FirstLayerFilters, PictureNames.ConfidentMistakes, "the-users",
        }));
        Assert.That(new FileInfo(PictureFiles.PathOf(folder, PictureNames.HistoryLoss)), Has.Length.GreaterThan(1000));
    }

    [Test]
    public void A_run_whose_pictures_cannot_be_written_is_not_whole()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        RunFolder folder = RunFolder.Of(artifacts.Path, Settings);
        Directory.CreateDirectory(folder.Root);
        File.WriteAllText(folder.Pictures, "a file where the folder should be");

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => Training(artifacts, console).Execute(Settings, resume: false, CancellationToken.None))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(File.Exists(folder.Record), Is.False);
    }

    [Test]
    public void A_folder_for_TensorBoard_gets_the_figures_of_every_epoch_and_the_console_the_same_as_without()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        ModelTraining training = new(
            new TorchEngine(Settings.Threads), Data, artifacts.Path, console.Console, TimeProvider.System)
        {
            TensorBoardFolder = artifacts["logs"],
        };

        training.Execute(Settings with { Epochs = 2 }, resume: false, CancellationToken.None);

        float[][] history = [.. File.ReadLines(RunFolder.Of(artifacts.Path, Settings).History)
            .Skip(1)
            .Select(line => line.Split(',').Skip(1).Select(text => (float)double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
        IEnumerable<float[]> seen = EventReader.ReadOnly(artifacts[$"logs/{Settings.RunName}/train"]).Skip(1)
            .Zip(EventReader.ReadOnly(artifacts[$"logs/{Settings.RunName}/validation"]).Skip(1))
            .Select(epoch => new[] { epoch.First.Scalars, epoch.Second.Scalars }
                .SelectMany(scalars => new[] { scalars["epoch_accuracy"], scalars["epoch_loss"] })
                .ToArray());
        Assert.That(seen, Is.EqualTo(history));
        Assert.That(console.Text, Does.Contain("\nEpoch 1/2: 2/2 ").And.Contain("\nEpoch 2/2: 2/2 "));
    }

    [Test]
    public void A_folder_for_TensorBoard_that_cannot_be_made_is_refused_before_an_earlier_run_is_taken_away()
    {
        using TemporaryFolder artifacts = new();
        using TestConsole console = new(isTerminal: false);
        string record = RunFolder.Of(artifacts.Path, Settings).Record;
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        File.WriteAllText(record, "{}");
        File.WriteAllText(artifacts["logs"], string.Empty);
        ModelTraining training = new(
            new TorchEngine(Settings.Threads), Data, artifacts.Path, console.Console, TimeProvider.System)
        {
            TensorBoardFolder = artifacts["logs"],
        };

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => training.Execute(Settings, resume: false, CancellationToken.None))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(record, Does.Exist);
    }

    private static ModelTraining Training(TemporaryFolder artifacts, TestConsole console) =>
        new(new TorchEngine(Settings.Threads), Data, artifacts.Path, console.Console, TimeProvider.System);

    private static string Stop(ModelTraining training, bool resume)
    {
        RunSettings longer = Settings with { Epochs = 2 };
        FashionRefException stopped = Assert.Throws<FashionRefException>(
            () => training.Execute(longer, resume, new CancellationToken(canceled: true)))!;
        Assert.That(stopped.Kind, Is.EqualTo(FaultKind.Interrupted));
        return stopped.Message;
    }
}
