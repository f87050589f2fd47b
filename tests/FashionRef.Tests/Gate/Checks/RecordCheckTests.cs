using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class RecordCheckTests
{
    private static readonly RecordCheck Check = new(KerasSeeds.Stored(1));

    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("the format is fashionref-run-2, and must be fashionref-run-1", record => record with { Format = "fashionref-run-2" }),
        Case("the model is Model-2, and must be Model-1", _ => GateRuns.Record(model: 2)),
        Case("the model is Model-3, and must be Model-1", record => record with { Settings = record.Settings with { Model = 3 } }),
        Case("the count of parameters is 204,778, and must be 201,578", record => record with { Parameters = 204_778 }),
        Case("the count of non-trainable parameters is 160, and must be 0", record => record with { NonTrainableParameters = 160 }),
        Case("the seed is -1, and must be from 0 to 65535", record => record with { Settings = record.Settings with { Seed = -1 } }),
        Case("the seed is 65536, and must be from 0 to 65535", record => record with { Settings = record.Settings with { Seed = 65_536 } }),
        Case("the count of epochs is 3, and must be 10", record => record with { Settings = record.Settings with { Epochs = 3 } }),
        Case("the batch size is 64, and must be 128", record => record with { Settings = record.Settings with { BatchSize = 64 } }),
        Case("the learning rate is 0.001, and must be 0.01", record => record with { Settings = record.Settings with { LearningRate = 0.001 } }),
        Case(
            "the loss is probabilities, and must be logits",
            record => record with { Settings = record.Settings with { Loss = CrossEntropy.OfClippedProbabilities } }),
        Case("the shuffle is anew, and must be repeated", record => record with { Settings = record.Settings with { Shuffle = Shuffle.Anew } }),
        Case(
            "the SHA-256 of 'train-labels-idx1-ubyte' is 0000, and must be bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            record => record with { Sha256 = record.Sha256 with { Data = Data(labels: "0000") } }),
        Case(
            "the SHA-256 of 'train-labels-idx1-ubyte' is missing, and must be bad3541b",
            record => record with { Sha256 = record.Sha256 with { Data = Data(labels: null) } }),
        Case("the count of test images is 100, and must be 10000", record => record with { Result = record.Result with { TestCount = 100 } }),
        Case("the count of right answers is 10001, and must be from 0 to 10000", record => record with { Result = record.Result with { TestCorrect = 10_001 } }),
        Case("the count of right answers is -1, and must be from 0 to 10000", record => record with { Result = record.Result with { TestCorrect = -1 } }),
        Case("the test accuracy is 0.99, and must be 0.8555", record => record with { Result = record.Result with { TestAccuracy = 0.99 } }),
        Case("the SHA-256 of the initial weights is missing, and must be ", record => record with { Sha256 = record.Sha256 with { InitialWeights = null } }),
        Case("the SHA-256 of the initial weights is ", record => record with { Settings = record.Settings with { Seed = 2 } }),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_is_wrong_is_told_with_its_value_and_what_is_legal(string expected, Func<RunUnderTest, RunUnderTest> change)
    {
        GateCheck failure = Check.Failure(GateRuns.Run(change(GateRuns.Record())))!;

        Assert.That((failure.Kind, failure.Verdict, failure.Model), Is.EqualTo((CheckKind.Record, CheckVerdict.Failed, 1)));
        Assert.That(failure.Reason, Does.StartWith($"In 'run").And.Contains($".json' {expected}"));
    }

    [Test]
    public void A_record_in_order_has_no_failure() => Assert.That(Check.Failure(GateRuns.Run()), Is.Null);

    [Test]
    public void Every_engine_of_this_program_begins_with_the_weights_that_the_seed_gives([ValueSource(typeof(KnownEngines), nameof(KnownEngines.Names))] string engine)
    {
        RunUnderTest right = GateRuns.Record();
        right = right with { Settings = right.Settings with { Engine = engine } };
        RunUnderTest wrong = right with { Sha256 = right.Sha256 with { InitialWeights = "0" } };

        Assert.That(Check.Failure(GateRuns.Run(right)), Is.Null);
        Assert.That(Check.Failure(GateRuns.Run(wrong))!.Causes, Is.EqualTo(LikelyCauses.OfInitialWeights));
    }

    [Test]
    public void Another_program_may_begin_with_other_weights()
    {
        RunUnderTest record = GateRuns.Record();
        record = record with { Settings = record.Settings with { Engine = "my-port" }, Sha256 = record.Sha256 with { InitialWeights = null } };

        Assert.That(Check.Failure(GateRuns.Run(record)), Is.Null);
    }

    [Test]
    public void Causes_are_told_of_what_porters_get_wrong()
    {
        RunUnderTest record = GateRuns.Record();
        RunUnderTest[] wrong = [record with { Parameters = 1 }, record with { Sha256 = record.Sha256 with { InitialWeights = "0" } }];

        Assert.That(
            wrong.Select(faulty => Check.Failure(GateRuns.Run(faulty))!.Causes),
            Is.EqualTo(new[] { LikelyCauses.OfParameters, LikelyCauses.OfInitialWeights }));
    }

    private static Dictionary<string, string> Data(string? labels) => FashionMnist.Files.All
        .Where(file => labels is not null || file != FashionMnist.Files.TrainLabels)
        .ToDictionary(file => file.Name, file => file == FashionMnist.Files.TrainLabels ? labels! : file.Sha256);

    private static TestCaseData Case(string fault, Func<RunUnderTest, RunUnderTest> change) =>
        new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
