using FashionRef.Tests.Cli.Output;
using FashionRef.Tests.Formats.TensorBoard;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

internal sealed class TensorBoardCallbackTests
{
    private const string Run = "model2-seed4-torch";

    private static readonly RunSettings Settings = new(2, "torch", Seed: 4, Epochs: 3, BatchSize: 64, LearningRate: 0.01, Threads: 2);
    private static readonly EpochMetrics[] History =
    [
        new(1, Accuracy: 0.1, Loss: 20.5, ValAccuracy: 0.2, ValLoss: 2.25, Seconds: 1),
        new(2, Accuracy: 0.3, Loss: 1.5, ValAccuracy: 0.4, ValLoss: 1.25, Seconds: 1),
        new(3, Accuracy: 0.5, Loss: 0.5, ValAccuracy: 0.6, ValLoss: 0.75, Seconds: 1),
    ];

    private ManualTime _time = null!;

    [SetUp]
    public void Start_the_clock() => _time = new(DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000.5));

    [Test]
    public void An_epochs_figures_stand_under_Keras_names_in_Keras_folders_from_step_0()
    {
        using TemporaryFolder folder = new();

        Train(folder, History);

        ReadEvent[] train = EventReader.ReadOnly(Line(folder, "train"));
        ReadEvent[] validation = EventReader.ReadOnly(Line(folder, "validation"));
        Assert.That(folder.Entries, Is.EqualTo([Run]));
        Assert.That((train[0].FileVersion, validation[0].FileVersion), Is.EqualTo(("brain.Event:2", "brain.Event:2")));
        Assert.That(train.Skip(1).Select(entry => entry.Step), Is.EqualTo([0, 1, 2]));
        Assert.That(validation.Skip(1).Select(entry => entry.Step), Is.EqualTo([0, 1, 2]));
        foreach (EpochMetrics epoch in History)
        {
            Assert.That(train[epoch.Epoch].Scalars, Is.EquivalentTo(new Dictionary<string, float>
            {
                ["epoch_accuracy"] = (float)epoch.Accuracy,
                ["epoch_loss"] = (float)epoch.Loss,
                ["epoch_learning_rate"] = 0.01f,
            }));
            Assert.That(validation[epoch.Epoch].Scalars, Is.EquivalentTo(new Dictionary<string, float>
            {
                ["epoch_accuracy"] = (float)epoch.ValAccuracy,
                ["epoch_loss"] = (float)epoch.ValLoss,
            }));
        }
    }

    [Test]
    public void Each_epoch_has_the_time_at_its_end()
    {
        using TemporaryFolder folder = new();

        Train(folder, History);

        Assert.That(
            EventReader.ReadOnly(Line(folder, "train")).Select(entry => entry.WallTime),
            Is.EqualTo([1_700_000_000.5, 1_700_000_004.75, 1_700_000_009, 1_700_000_013.25]));
    }

    [Test]
    public void A_running_trainings_epochs_can_be_seen()
    {
        using TemporaryFolder folder = new();
        using TensorBoardCallback callback = new(folder.Path, Settings, _time);

        callback.OnEpochBegin(1, 3);
        int before = EventReader.ReadOnly(Line(folder, "train")).Length;
        callback.OnEpochEnd(History[0], steps: 1);
        callback.OnEpochBegin(2, 3);
        int after = EventReader.ReadOnly(Line(folder, "train")).Length;

        Assert.That((before, after), Is.EqualTo((1, 2)));
    }

    [Test]
    public void A_run_that_goes_on_adds_a_file_with_its_own_epochs()
    {
        using TemporaryFolder folder = new();
        Train(folder, History[..2]);

        Train(folder, History[2..]);

        string[] files = [.. Directory.GetFiles(Line(folder, "validation")).Order(StringComparer.Ordinal)];
        Assert.That(files.Select(file => EventReader.Read(file).Skip(1).Select(entry => entry.Step)), Is.EqualTo(new long[][] { [0, 1], [2] }));
    }

    [Test]
    public void A_run_that_begins_anew_takes_the_place_of_the_one_before()
    {
        using TemporaryFolder folder = new();
        Train(folder, History);
        Train(folder, History, Settings with { Seed = 5 });

        Train(folder, History[..1]);

        Assert.That(EventReader.ReadOnly(Line(folder, "train")), Has.Length.EqualTo(2));
        Assert.That(EventReader.ReadOnly(Line(folder, "validation")), Has.Length.EqualTo(2));
        Assert.That(EventReader.ReadOnly(Line(folder, "train", "model2-seed5-torch")), Has.Length.EqualTo(4));
    }

    private static string Line(TemporaryFolder folder, string line, string run = Run) => Path.Combine(folder.Path, run, line);

    private void Train(TemporaryFolder folder, EpochMetrics[] epochs, RunSettings? settings = null)
    {
        using TensorBoardCallback callback = new(folder.Path, settings ?? Settings, _time);
        foreach (EpochMetrics epoch in epochs)
        {
            callback.OnEpochBegin(epoch.Epoch, Settings.Epochs);
            callback.OnTrainBatchEnd(1, 1, epoch.Accuracy, epoch.Loss);
            _time.Advance(milliseconds: 4250);
            callback.OnEpochEnd(epoch, steps: 1);
        }
    }
}
