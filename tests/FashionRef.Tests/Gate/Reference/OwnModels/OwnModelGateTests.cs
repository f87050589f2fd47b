using System.Text.Json;
using FashionRef.Cli.Commands.Gate;
using FashionRef.Formats.Keras;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Reference.OwnModels;

/// <summary>Runs of a model from a file are judged as those of the notebook's are, by its own expectation.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OwnModelGateTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case(OwnModel.WithFile(file => file with { Sha256 = new string('a', 64) }), "settings.file.sha256 is aaaa", "training went on from weights"),
        Case(OwnModel.WithFile(file => file with { Pixels = "unit" }), "settings.file.pixels is unit, but must be raw"),
        Case(OwnModel.WithFile(_ => null), "settings.file.sha256 is missing"),
        Case(OwnModel.WithFile(file => file with { Name = "../../etc/passwd" }), "settings.file.name is '../../etc/passwd', but must be 1 to 60 of the letters"),
        Case(OwnModel.WithFile(file => file with { Name = "a\u001b[31m" }), "settings.file.name is 'a\\u001B[31m'"),
        Case(OwnModel.With(settings => settings with { Model = 1 }), "settings.model is 1, but must be 0"),
        Case(OwnModel.With(settings => settings with { LearningRate = 0.01 }), "settings.learning_rate is 0.01, but must be 0.001"),
        Case(OwnModel.With(settings => settings with { Epochs = 9 }), "settings.epochs is 9, but must be 10"),
        Case(OwnModel.With(settings => settings with { Jitter = 5 }), "settings.jitter is 5, but must be missing"),
        Case(OwnModel.Record() with { Parameters = 201_578 }, "parameters is 201578, but must be 61706"),
        Case(OwnModel.Record() with { Sha256 = OwnModel.Record(seed: 2).Sha256 }, "sha256.initial_weights is ", "they are the weights of seed 2"),
    ];

    [Test]
    public void A_right_run_passes_under_the_files_name()
    {
        GateReport report = new(Judge(OwnModel.Record()));

        Assert.That(report.Passed);
        Assert.That(report.Checks.Select(check => (check.Model, check.File, check.ModelTitle)), Has.All.EqualTo((0, OwnModel.Name, OwnModel.Name)));
        Assert.That(report.Checks[0].Figure, Is.EqualTo("61,706 parameters"));
    }

    [TestCaseSource(nameof(Faults))]
    public void Another_record_fails(RunRecord record, string[] told)
    {
        GateCheck failure = Judge(record).First(check => check.Verdict == CheckVerdict.Failed);

        Assert.That((failure.Kind, failure.ModelTitle), Is.EqualTo((CheckKind.Record, OwnModel.Name)));
        string all = $"{failure.FullReason} {string.Join("; ", failure.Causes)}";
        Assert.That(told, Has.All.Matches<string>(each => all.Contains(each, StringComparison.Ordinal)), all);
    }

    [Test]
    public void A_renamed_file_with_the_same_content_is_the_same_model_and_hashes_may_be_in_capitals() =>
        Assert.That(new GateReport(Judge(OwnModel.WithFile(file => file with { Name = "renamed", Sha256 = file.Sha256.ToUpperInvariant() }))).Passed);

    [Test]
    public void A_file_with_a_notebooks_name_has_runs_and_baselines_of_another_name() =>
        Assert.That((OwnModel.Record().Settings with { Engine = "exact", File = OwnModel.Source with { Name = "model1" } }).RunName, Is.EqualTo("model1-file-seed1-exact"));

    [Test]
    public void A_run_of_the_notebooks_model_is_none_of_the_files_and_the_other_way_round()
    {
        GateCheck notebooks = Judge(GateRuns.Record(shuffle: Shuffle.Anew))[0];
        GateCheck files = new ModelGate(KerasSeeds.ReferenceAnew(1), "nowhere", requiresBaseline: false).Judge([OwnModel.Run(OwnModel.Record())])[0];

        Assert.That(notebooks.FullReason, Does.Contain("settings.model is 1, but must be 0").And.Contain("settings.file.sha256 is missing"));
        Assert.That(files.FullReason, Does.Contain("settings.model is 0, but must be 1").And.Contain($"settings.file.name is {OwnModel.Name}, but must be missing"));
    }

    [Test]
    public void A_worse_run_fails() =>
        Assert.That(Judge(OwnModel.Record(correct: 7000)).Where(check => check.Verdict == CheckVerdict.Failed).Select(check => check.Kind), Is.EqualTo([CheckKind.Accuracy]));

    /// <summary>A mean squared error is never that of guessing, and penalties make any loss large: right runs tell what is asked.</summary>
    [Test]
    public void What_right_runs_do_is_no_fault()
    {
        SeedRuns runs = OwnModel.Runs with { Runs = [.. OwnModel.Runs.Runs.Select(run => run with { History = run.History with { Loss = [.. run.History.Loss.Select(loss => loss + 3)] } })] };
        RunRecord record = OwnModel.Record();
        record = record with { History = [.. record.History.Select(epoch => epoch with { Loss = epoch.Loss + 3 })] };

        Assert.That(Judge(record)[^1].FullReason, Does.Contain("the loss of guessing"));
        Assert.That(new ModelGate(new GateReference(OwnModel.Expectation, runs, OwnModel.File), "nowhere", requiresBaseline: false).Judge([OwnModel.Run(record)]).Select(check => check.Kind), Has.Member(CheckKind.Accuracy));
    }

    [Test]
    public void A_model_to_train_is_the_expectations_or_told_where_not()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["changed.json"], File.ReadAllText(OwnModel.Path).Replace("\"learning_rate\": 0.001", "\"learning_rate\": 0.002", StringComparison.Ordinal));
        ModelGate gate = new(OwnModel.Reference, "nowhere", requiresBaseline: false);

        Assert.That(gate.Judge(OwnModel.Path, OwnModel.File), Is.Null);
        Assert.That(
            gate.Judge("changed.json", CompiledFile.ReadFresh(folder["changed.json"]))!.FullReason,
            Does.Contain("the optimizer is Adam, or other settings of it, but must be Adam with the expectation's settings"));
    }

    [Test]
    public void A_trained_file_is_held_to_the_expectations_layers_and_optimizer()
    {
        TrainedFile trained = new("model.keras", OwnModel.File.Compiled.Model, null, 4690, "", Answers());
        TrainedFile other = new("model.keras", NotebookModels.Model1.Build(), null, 938, "", Answers());
        ModelGate gate = new(OwnModel.Reference, "nowhere", requiresBaseline: false);

        Assert.That(gate.Judge(trained).Select(check => (check.Verdict, check.ModelTitle)), Has.All.EqualTo((CheckVerdict.Passed, OwnModel.Name)));
        GateCheck failure = gate.Judge(other).First();
        Assert.That(failure.FullReason, Does.Contain("layer 1 'conv2d' is Conv2D with Filters = 16, KernelSize = 3, Activation = Relu, Padding = Same, but must be Rescaling"));
        Assert.That(failure.Causes, Has.Member("2 epochs, and the expectation has 10"));
    }

    /// <summary>A loss that is not read here is another one, and no loss that was not told.</summary>
    [Test]
    public void A_trained_file_with_a_loss_that_is_not_read_or_with_a_constraint_fails()
    {
        BuiltModel right = OwnModel.File.Compiled.Model;
        BuiltModel constrained = right with { Layers = [.. right.Layers.Select(layer => layer with { Layer = layer.Layer with { Constraints = layer.Layer.Constraints.Add("kernel", new WeightConstraint(WeightConstraintKind.NonNeg, [])) } })] };
        ModelGate gate = new(OwnModel.Reference, "nowhere", requiresBaseline: false);
        KerasCompilation compilation = KerasCompilation.Of(JsonDocument.Parse("""{ "loss": "nope" }""").RootElement)!;

        Assert.That(gate.Judge(new TrainedFile("a.keras", right, compilation, 4690, "", Answers())).First().FullReason, Does.Contain("the loss is nope, but must be CategoricalCrossentropy"));
        Assert.That(gate.Judge(new TrainedFile("a.keras", constrained, null, 4690, "", Answers())).First().FullReason, Does.Contain("kernel constrained by NonNeg"));
    }

    private static IEnumerable<TestCaseData> OtherTrainings =>
    [
        Other(layer => layer with { Initializers = layer.Initializers.SetItem("kernel", new NormalInitializer(Stddev: 0.1)) }, "the initializer of kernel in layer 2 'conv2d' is Name = RandomNormal, Mean = 0, Stddev = 0.1, IsTruncated = False, but must be Name = GlorotUniform"),
        Other(layer => layer with { ComputesIn = NumberType.Float16 }, "what layer 2 'conv2d' computes in is Float16, but must be Float32"),
        Other(layer => layer with { Initializers = layer.Initializers.SetItem("kernel", new ScaledInitializer("VarianceScaling", 1, FanMode.FanAvg, InitialDistribution.Uniform)) }, null),
    ];

    /// <summary>What training starts from and computes in is in no weight's shape and in no layer's answers.</summary>
    [TestCaseSource(nameof(OtherTrainings))]
    public void A_trained_file_that_started_or_computed_otherwise_fails(BuiltModel model, string? told)
    {
        GateCheck check = new ModelGate(OwnModel.Reference, "nowhere", requiresBaseline: false).Judge(new TrainedFile("a.keras", model, null, 4690, "", Answers())).First();

        Assert.That(check.FullReason, told is null ? Does.Not.Contain("initializer") : Does.Contain(told));
        Assert.That(check.Verdict, Is.EqualTo(told is null ? CheckVerdict.Passed : CheckVerdict.Failed));
    }

    [Test]
    public void A_trained_file_with_a_weighted_loss_fails()
    {
        KerasCompilation compilation = KerasCompilation.Of(JsonDocument.Parse("""{ "loss": "categorical_crossentropy", "loss_weights": [0.5] }""").RootElement)!;

        Assert.That(
            new ModelGate(OwnModel.Reference, "nowhere", requiresBaseline: false).Judge(new TrainedFile("a.keras", OwnModel.File.Compiled.Model, compilation, 4690, "", Answers())).First().FullReason,
            Does.Contain("loss_weights is [0.5], but must be none"));
    }

    [Test]
    public void A_file_named_as_a_model_of_the_notebook_is_told_apart_from_it() =>
        Assert.That((OwnModel.Source with { Name = "model-1" }).Title, Is.EqualTo("model-1 (file)"));

    [Test]
    public void What_accepts_a_change_names_files_that_are_there()
    {
        AcceptanceCommands commands = Acceptance.In("ci");

        Assert.That(commands.OfBaseline(OwnModel.Record().Settings), Is.EqualTo($"baseline --model {Path.Combine("ci", "lenet5-model.json")} --seed 1 --engine torch --expectations ci"));
        Assert.That(commands.OfExpectation(OwnModel.Expectation, OwnModel.Record().Settings), Is.EqualTo($"expect --model {Path.Combine("ci", "lenet5-model.json")} --study DIR --expectations ci"));
    }

    private static IReadOnlyList<GateCheck> Judge(RunRecord record) => new ModelGate(OwnModel.Reference, "nowhere", requiresBaseline: false).Judge([OwnModel.Run(record)]);

    // The zoo's LeNet-5 with its first convolution changed.
    private static TestCaseData Other(Func<Layer, Layer> change, string? told)
    {
        Sequential right = OwnModel.File.Compiled.Model.Definition;
        Sequential other = right with { Layers = [.. right.Layers.Select(layer => layer.Name == "conv2d" ? change(layer) : layer)] };
        return new TestCaseData(other.Build(), told).SetArgDisplayNames(told ?? "the same by another name");
    }

    private static TestResult Answers() => new(new double[100_000], new double[100_000], new int[10_000], loss: 0.5, GateRuns.Correct);

    private static TestCaseData Case(RunRecord record, params string[] told) => new TestCaseData(record, told).SetArgDisplayNames(told[0]);
}
