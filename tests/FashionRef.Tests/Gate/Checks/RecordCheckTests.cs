using System.Text.RegularExpressions;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class RecordCheckTests
{
    private static readonly RecordCheck Check = new(KerasSeeds.Stored(1), NotebookModels.Model1.Build(), Notebook.LearningRate);

    // Else a fork in which the model was edited would call its own runs the notebook's.
    [Test]
    public void A_run_of_a_model_that_was_changed_in_the_code_is_not_the_notebooks()
    {
        BuiltModel changed = (NotebookModels.Model1 with { Layers = NotebookModels.Model1.Layers.SetItem(3, new Dense(32, Activation.Relu)) }).Build();
        RunRecord right = GateRuns.Record();
        RunRecord run = right with
        {
            Parameters = changed.ParameterCount,
            Sha256 = right.Sha256 with { InitialWeights = Float32Bytes.Sha256(InitialWeights.Create(changed, right.Settings.Seed)) },
        };

        GateCheck failure = new RecordCheck(KerasSeeds.Stored(1), changed, Notebook.LearningRate).Failure(GateRuns.Run(run))!;

        Assert.That(failure.Faults[0], Is.EqualTo("parameters is 100874, but must be 201578"));
        Assert.That(failure.Faults[1], Does.EndWith("but must be the notebook's: in this program's code the model or its initializers are others"));
    }

    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("format is fashionref-run-2, but must be fashionref-run-1", record => record with { Format = "fashionref-run-2", Parameters = 1 }),
        Case("settings.model is 2, but must be 1", _ => GateRuns.Record(model: 2)),
        Case("settings.model is 3, but must be 1", record => record with { Settings = record.Settings with { Model = 3 } }),
        Case("parameters is 204778, but must be 201578", record => record with { Parameters = 204_778 }),
        Case("non_trainable_parameters is 160, but must be 0", record => record with { NonTrainableParameters = 160 }),
        Case("settings.seed is -1, but must be from 0 to 65535", record => record with { Settings = record.Settings with { Seed = -1 } }),
        Case("settings.seed is 65536, but must be from 0 to 65535", record => record with { Settings = record.Settings with { Seed = 65_536 } }),
        Case("settings.epochs is 3, but must be 10", record => record with { Settings = record.Settings with { Epochs = 3 } }),
        Case("settings.batch_size is 64, but must be 128", record => record with { Settings = record.Settings with { BatchSize = 64 } }),
        Case("settings.learning_rate is 0.001, but must be 0.01", record => record with { Settings = record.Settings with { LearningRate = 0.001 } }),
        Case("settings.learning_rate is 0.0100001, but must be 0.01", record => record with { Settings = record.Settings with { LearningRate = 0.0100001 } }),
        Case("settings.threads is -1, but must be at least 1", record => record with { Settings = record.Settings with { Threads = -1 } }),
        Case("settings.threads is 0, but must be at least 1", record => record with { Settings = record.Settings with { Threads = 0 } }),
        Case("settings.learning_rate is -0.01, but must be 0.01", record => record with { Settings = record.Settings with { LearningRate = -0.01 } }),
        Case(
            "environment.logical_processors is -1, but must be at least 0",
            record => record with { Environment = record.Environment! with { LogicalProcessors = -1 } }),
        Case(
            "environment.peak_memory_bytes is -1, but must be at least 0",
            record => record with { Environment = record.Environment! with { PeakMemoryBytes = -1 } }),
        Case("settings.engine is empty, but must be a name", record => record with { Settings = record.Settings with { Engine = "" } }),
        Case("settings.engine is empty, but must be a name", record => record with { Settings = record.Settings with { Engine = " \t" } }),
        Case(
            "settings.loss is of_clipped_probabilities, but must be of_logits",
            record => record with { Settings = record.Settings with { Loss = CrossEntropy.OfClippedProbabilities } }),
        Case("settings.shuffle is anew, but must be repeated", record => record with { Settings = record.Settings with { Shuffle = Shuffle.Anew } }),
        Case(
            "sha256.data['train-labels-idx1-ubyte'] is 0000, but must be bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            record => record with { Sha256 = record.Sha256 with { Data = Data(labels: "0000") } }),
        Case(
            "sha256.data['train-labels-idx1-ubyte'] is missing, but must be bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            record => record with { Sha256 = record.Sha256 with { Data = Data(labels: null) } }),
        Case(
            "sha256.trained_weights is hello, but must be a SHA-256: 64 hexadecimal digits",
            record => record with { Sha256 = record.Sha256 with { TrainedWeights = "hello" } }),
        Case(
            "sha256.test_logits is zz, but must be a SHA-256: 64 hexadecimal digits",
            record => record with { Sha256 = record.Sha256 with { TestLogits = "zz" } }),
        Case(
            $"sha256.trained_weights is {GateRuns.Record().Sha256.InitialWeights}, but must be another than sha256.initial_weights: a training moves weights",
            record => record with { Sha256 = record.Sha256 with { TrainedWeights = record.Sha256.InitialWeights } }),
        Case("result.test_count is 100, but must be 10000", record => record with { Result = record.Result with { TestCount = 100 } }),
        Case("result.test_correct is 10001, but must be from 0 to 10000", record => record with { Result = record.Result with { TestCorrect = 10_001 } }),
        Case("result.test_correct is -1, but must be from 0 to 10000", record => record with { Result = record.Result with { TestCorrect = -1 } }),
        Case(
            "result.test_accuracy is 0.99, but must be 0.8555: result.test_correct is 8555 of 10000",
            record => record with { Result = record.Result with { TestAccuracy = 0.99 } }),
        Case(
            $"sha256.initial_weights is missing, but must be {GateRuns.Record().Sha256.InitialWeights}",
            record => record with { Sha256 = record.Sha256 with { InitialWeights = null } }),
        Case(
            $"sha256.initial_weights is {GateRuns.Record().Sha256.InitialWeights}, but must be {GateRuns.Record(seed: 2).Sha256.InitialWeights}",
            record => record with { Settings = record.Settings with { Seed = 2 } }),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_is_wrong_is_told_with_its_value_and_what_is_legal(string expected, Func<RunRecord, RunRecord> change)
    {
        GateCheck failure = Check.Failure(GateRuns.Run(change(GateRuns.Record())))!;

        Assert.That((failure.Kind, failure.Verdict, failure.Model), Is.EqualTo((CheckKind.Record, CheckVerdict.Failed, 1)));
        Assert.That(failure.Reason, Does.Match($"^In 'run-?\\d+\\.json' {Regex.Escape(expected)}\\.$"));
        Assert.That(failure.Faults, Is.Empty);
    }

    [TestCase(0.009999999776482582)]
    [TestCase(0.0099999998)]
    public void A_learning_rate_that_was_kept_as_a_float32_is_the_same(double learningRate)
    {
        RunRecord record = GateRuns.Record();

        Assert.That(Check.Failure(GateRuns.Run(record with { Settings = record.Settings with { LearningRate = learningRate } })), Is.Null);
    }

    [TestCase("upper")]
    [TestCase("space")]
    public void A_hash_in_other_letters_is_the_same(string form)
    {
        RunHashes hashes = GateRuns.Record().Sha256;
        RunHashes others = new(
            hashes.Data.ToDictionary(hash => hash.Key, hash => Other(hash.Value)),
            Other(hashes.InitialWeights!),
            Other(hashes.TrainedWeights!),
            Other(hashes.TrainedWeights!));

        Assert.That(Check.Failure(GateRuns.Run(GateRuns.Record() with { Sha256 = others })), Is.Null);
        Assert.That((others.TrainedWeights, others.TestLogits), Is.EqualTo((hashes.TrainedWeights, hashes.TrainedWeights)));

        string Other(string hash) => form == "upper" ? hash.ToUpperInvariant() : $" {hash}\r\n";
    }

    [TestCase(0)]
    [TestCase(SplitMix64.LargestSeed)]
    public void The_ends_of_what_is_legal_are_legal(int seed)
    {
        RunRecord record = GateRuns.Record(seed: seed, correct: 0);
        record = record with
        {
            Settings = record.Settings with { Threads = 1 },
            Environment = record.Environment! with { PeakMemoryBytes = 0, LogicalProcessors = 0 },
        };

        Assert.That(Check.Failure(GateRuns.Run(record)), Is.Null);
        Assert.That(Check.Failure(GateRuns.Run(GateRuns.Record(correct: FashionMnist.TestCount))), Is.Null);
    }

    [Test]
    public void A_record_in_order_has_no_failure() => Assert.That(Check.Failure(GateRuns.Run()), Is.Null);

    [Test]
    public void Every_engine_of_this_program_begins_with_the_weights_that_the_seed_gives([ValueSource(typeof(KnownEngines), nameof(KnownEngines.Names))] string engine)
    {
        RunRecord right = GateRuns.Record();
        right = right with { Settings = right.Settings with { Engine = engine } };
        RunRecord wrong = right with { Sha256 = right.Sha256 with { InitialWeights = "0" } };

        Assert.That(Check.Failure(GateRuns.Run(right)), Is.Null);
        string named = $"another program made the run: it must not call itself '{engine}' in settings.engine";
        Assert.That(Check.Failure(GateRuns.Run(wrong))!.Causes, Is.EqualTo(LikelyCauses.OfInitialWeights.Append(named)));
        Assert.That(Check.Failure(GateRuns.Run(wrong with { Code = GateRuns.TrainedHash("code") }))!.Causes, Is.EqualTo(LikelyCauses.OfInitialWeights));
        Assert.That(Check.Failure(GateRuns.Run(wrong with { Sha256 = wrong.Sha256 with { InitialWeights = null } }))!.Causes, Is.EqualTo(new[] { named }));
    }

    [Test]
    public void The_weights_of_another_seed_are_recognised()
    {
        RunRecord record = GateRuns.Record(seed: 7).WithRightFeed();
        record = record with { Settings = record.Settings with { Engine = "my-port", Seed = 8 } };

        Assert.That(Check.Failure(GateRuns.Run(record))!.Causes, Is.EqualTo(new[] { "they are the weights of seed 7, and the record names another" }));
    }

    [Test]
    public void Another_program_may_begin_with_other_weights()
    {
        RunRecord record = GateRuns.Record();
        record = record with { Settings = record.Settings with { Engine = "my-port" }, Sha256 = record.Sha256 with { InitialWeights = null } };

        Assert.That(Check.Failure(GateRuns.Run(record)), Is.Null);
    }

    [Test]
    public void All_that_is_wrong_is_told_at_once()
    {
        RunRecord record = GateRuns.Record();
        record = record with
        {
            Settings = record.Settings with { Epochs = 3, Loss = CrossEntropy.OfClippedProbabilities },
            Parameters = 173_930,
            Sha256 = record.Sha256 with { Data = Data(labels: null), InitialWeights = "0" },
        };

        GateCheck failure = Check.Failure(GateRuns.Run(record))!;

        Assert.That((failure.Figure, failure.Bound, failure.Reason), Is.EqualTo(("5 wrong fields", "none", "In 'run1.json' 5 fields are wrong.")));
        Assert.That(failure.Faults.Select(fault => fault.Split(' ')[0]), Is.EqualTo(new[]
        {
            "settings.epochs", "settings.loss", "parameters", "sha256.initial_weights", "sha256.data['train-labels-idx1-ubyte']",
        }));
        Assert.That(failure.FullReason, Does.StartWith(
            "In 'run1.json' 5 fields are wrong: settings.epochs is 3, but must be 10; settings.loss is of_clipped_probabilities, but must be of_logits; "));
        Assert.That(failure.Causes, Is.EqualTo(LikelyCauses.OfInitialWeights.Prepend("padding 'valid'").Append("another program made the run: it must not call itself 'torch' in settings.engine")));
    }

    [Test]
    public void A_text_of_any_length_is_quoted_by_its_beginning()
    {
        GateCheck failure = Check.Failure(GateRuns.Run(GateRuns.Record() with { Format = new string('x', 1_000_000) }))!;

        Assert.That(failure.Figure, Is.EqualTo($"{new string('x', 80)}…"));
        Assert.That(failure.Reason, Has.Length.LessThan(200));
    }

    private static Dictionary<string, string> Data(string? labels) => FashionMnist.Files.All
        .Where(file => labels is not null || file != FashionMnist.Files.TrainLabels)
        .ToDictionary(file => file.Name, file => file == FashionMnist.Files.TrainLabels ? labels! : file.Sha256);

    private static TestCaseData Case(string fault, Func<RunRecord, RunRecord> change) =>
        new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
