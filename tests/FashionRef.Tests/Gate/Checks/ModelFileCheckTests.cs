using System.Text.Json;
using FashionRef.Data;
using FashionRef.Formats.Keras;
using FashionRef.Gate;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

/// <summary>Files of the notebook's Model-1, in order unless a test changes something.</summary>
internal sealed class ModelFileCheckTests
{
    private const string Adam = """{ "learning_rate": 0.009999999776482582, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false, "weight_decay": null }""";
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly Sequential Model1 = NotebookModels.Model1;

    [Test]
    public void A_file_of_the_notebooks_training_passes_whatever_its_names_are()
    {
        Sequential renamed = Model1 with { Layers = [.. Model1.Layers.Select((layer, i) => layer with { Name = $"l{i}" })] };

        GateCheck[] checks = Judge(File(renamed, Adam));

        Assert.That(checks.Select(check => $"{check.Kind} {check.Verdict}"), Is.EqualTo(new[] { "Record Passed", "CollapsedRuns Passed", "Accuracy Passed" }));
        Assert.That((checks[0].Figure, checks[0].Bound, checks[0].Reason), Is.EqualTo(("201,578 parameters, 4,690 steps", "the notebook's layers, optimizer and steps", "")));
    }

    [Test]
    public void What_the_file_does_not_tell_is_said() => Assert.That(
        Judge(File(Model1, null) with { Compilation = null, OptimizerSteps = null })[0].Reason,
        Is.EqualTo("The file does not tell its optimizer and how many steps it was trained: that was not checked."));

    [Test]
    public void An_activation_in_a_layer_of_its_own_is_the_same_model()
    {
        Sequential apart = Model1 with
        {
            Layers =
            [
                .. Model1.Layers.SelectMany(layer => layer switch
                {
                    Conv2D convolution => [convolution with { Activation = Activation.Linear }, new ReLU()],
                    Dense { Activation: Activation.Softmax } dense => [dense with { Activation = Activation.Linear }, new Softmax()],
                    Dense dense => [dense with { Activation = Activation.Linear }, new ActivationLayer(dense.Activation)],
                    _ => new[] { layer },
                }),
            ],
        };

        Assert.That(ModelGate.NumberOf(apart.Build()), Is.EqualTo(1));
        Assert.That(Judge(File(apart, Adam))[0].Verdict, Is.EqualTo(CheckVerdict.Passed));
    }

    private static IEnumerable<TestCaseData> OtherLayers()
    {
        yield return new TestCaseData(Change<Conv2D>(layer => layer with { Padding = Padding.Valid }), "layer 1 'conv2d' is Padding = Valid, but must be Conv2D with Filters = 16");
        yield return new TestCaseData(Change<Conv2D>(layer => layer with { UseBias = false }), "layer 1 'conv2d' is UseBias = False, but must be ");
        yield return new TestCaseData(Change<Conv2D>(layer => layer with { IsTrainable = false }), "layer 1 'conv2d' is not trainable, but must be ");
        yield return new TestCaseData(Change<MaxPooling2D>(layer => layer with { Strides = 1 }), "layer 2 'max_pooling2d' is Strides = 1, but must be MaxPooling2D with PoolSize = 2");
        yield return new TestCaseData(Change<Dense>(layer => layer with { Regularizers = layer.Regularizers.Add("kernel", new Regularizer(0, 1e-4)) }), "layer 4 'dense' is kernel with L1 0 and L2 0.0001, but must be ");
        yield return new TestCaseData(Model1 with { Layers = [.. Model1.Layers.Insert(3, new TrainingOnly("Dropout"))] }, "the number of layers is 6, but must be 5");
    }

    [TestCaseSource(nameof(OtherLayers))]
    public void Other_layers_fail_and_are_named(Sequential model, string told)
    {
        GateCheck[] checks = Judge(File(model, Adam));

        Assert.That(checks[0].Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(checks[0].FullReason, Does.Contain(told));
    }

    [TestCase("""{ "learning_rate": 0.001 }""", "the optimizer's learning_rate is 0.001, but must be 0.01.")]
    [TestCase("""{ "learning_rate": { "class_name": "CosineDecay", "config": {} } }""", "the optimizer's learning_rate is no number, but must be 0.01.")]
    [TestCase("""{ "epsilon": 1e-8 }""", "the optimizer's epsilon is 1E-08, but must be 1E-07.")]
    [TestCase("""{ "beta_2": 0.99 }""", "the optimizer's beta_2 is 0.99, but must be 0.999.")]
    [TestCase("""{ "weight_decay": 0.004 }""", "the optimizer's weight_decay is 0.004, but must be off.")]
    [TestCase("""{ "clipnorm": 1.0 }""", "the optimizer's clipnorm is 1.0, but must be off.")]
    [TestCase("""{ "amsgrad": true }""", "the optimizer's amsgrad is true, but must be off.")]
    public void Another_optimizer_fails(string config, string told) => Assert.That(Judge(File(Model1, config))[0].Reason, Does.Contain(told));

    [TestCase("sgd", "categorical_crossentropy", "the optimizer is sgd, but must be Adam.")]
    [TestCase("Adam", "mse", "the loss is mse, but must be categorical_crossentropy.")]
    public void Another_optimizer_or_loss_fails_by_name(string optimizer, string loss, string told) => Assert.That(
        Judge(File(Model1, Adam) with { Compilation = new KerasCompilation(optimizer, null, loss, null) })[0].Reason, Does.Contain(told));

    [TestCase("""{ "from_logits": true }""", "the loss' from_logits is true behind a softmax, but must be false.")]
    [TestCase("""{ "label_smoothing": 0.1 }""", "the loss' label_smoothing is 0.1, but must be 0.")]
    [TestCase("""{ "reduction": "sum" }""", "the loss' reduction is sum, but must be sum_over_batch_size.")]
    public void Other_settings_of_the_loss_fail(string config, string told) => Assert.That(
        Judge(File(Model1, Adam) with { Compilation = new KerasCompilation("Adam", null, "categorical_crossentropy", Json(config)) })[0].Reason, Does.Contain(told));

    [Test]
    public void Other_steps_fail() => Assert.That(
        Judge(File(Model1, Adam) with { OptimizerSteps = 469 })[0].Reason,
        Is.EqualTo("In 'model.keras' the optimizer's state is that after 469 steps, but must be that after 4,690 steps."));

    [TestCase(0.75, "Accuracy Failed")]
    [TestCase(0.10, "CollapsedRuns Failed")]
    public void Answers_that_are_too_bad_fail(double accuracy, string told)
    {
        GateCheck last = Judge(File(Model1, Adam, accuracy))[^1];

        Assert.That($"{last.Kind} {last.Verdict}", Is.EqualTo(told));
    }

    [TestCase(true, GateRuns.Correct, null)]
    [TestCase(false, GateRuns.Correct, "the SHA-256 of the weights is ")]
    [TestCase(true, GateRuns.Correct - 1, "the number of right answers is 8555, but must be 8554, as the run's record says.")]
    public void The_model_of_a_run_has_its_weights_and_answers(bool hasWeights, int correct, string? told)
    {
        RunRecord run = GateRuns.Record(correct: correct);
        TrainedFile file = File(Model1, Adam) with { Run = run, WeightsSha256 = hasWeights ? run.Sha256.TrainedWeights! : Hash };

        GateCheck[] checks = Judge(file);

        Assert.That(checks.Select(check => check.Verdict), Is.EqualTo(new[] { told is null ? CheckVerdict.Passed : CheckVerdict.Failed }));
        Assert.That(checks[0].Reason, told is null ? Is.Empty : Does.Contain(told));
    }

    private static GateCheck[] Judge(TrainedFile file) => [.. new ModelGate(KerasSeeds.Reference(1), KerasSeeds.Folder, requiresBaseline: false).Judge(file)];

    private static Sequential Change<T>(Func<T, Layer> change)
        where T : Layer
    {
        int place = Model1.Layers.ToList().FindIndex(layer => layer is T);
        return Model1 with { Layers = Model1.Layers.SetItem(place, change((T)Model1.Layers[place])) };
    }

    private static TrainedFile File(Sequential model, string? adam, double accuracy = (double)GateRuns.Correct / FashionMnist.TestCount)
    {
        // Answers that nothing is near to.
        double[] probabilities = [.. Enumerable.Range(0, FashionMnist.TestCount * 10).Select(i => i % 10 == 0 ? 1.0 : 0.0)];
        TestResult test = new(probabilities, probabilities, new int[FashionMnist.TestCount], 0.5, (int)Math.Round(accuracy * FashionMnist.TestCount));
        return new TrainedFile("model.keras", model.Build(), new KerasCompilation("Adam", adam is null ? null : Json(adam), "categorical_crossentropy", null), 4690, Hash, test);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
