using System.Text.Json.Nodes;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Losses;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Compiled;

/// <summary>What can be read and predicted with, and is not trained; each message says what is wrong and what to do.</summary>
internal sealed class TrainingRefusalTests
{
    private const string Sgd = """{"class_name": "SGD", "config": {"learning_rate": 0.1}}""";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("""{"clipnorm": 1.0, "clipvalue": 0.5}""", "clipnorm, clipvalue and global_clipnorm")]
    [TestCase("""{"learning_rate": 0}""", "learning rate is 0")]
    [TestCase("""{"learning_rate": -0.1}""", "learning rate is -0.1")]
    [TestCase("""{"learning_rate": 1e999}""", "learning rate")]
    [TestCase("""{"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 0}}}""", "decay_steps is 0")]
    [TestCase("""{"learning_rate": {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": -1}}}""", "decay_rate is -1")]
    [TestCase("""{"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 2}}}""", "alpha is 2")]
    [TestCase("""{"gradient_accumulation_steps": 0}""", "gradient_accumulation_steps is 0")]
    [TestCase("""{"momentum": 1.5}""", "momentum is 1.5")]
    [TestCase("""{"clipnorm": 0}""", "clipnorm is 0")]
    [TestCase("""{"momentum": "0.9"}""", "momentum is \"0.9\". Legal are numbers from 0 to 1")]
    [TestCase("""{"nesterov": "yes"}""", "nesterov is \"yes\". Legal are true and false")]
    public void Optimizers_with_impossible_settings_are_refused(string config, string told) =>
        Refused(() => Read(Model(), new CompileChoices($$"""{"class_name": "SGD", "config": {{config}}}""")), told);

    [Test]
    public void A_schedule_that_leaves_its_range_ends_the_training_with_the_step()
    {
        // Its powers of a growing rate become infinite.
        CompiledFile file = Read(Model(), new CompileChoices("""
            {"class_name": "SGD", "config": {"learning_rate": {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 1e30}}}}
            """));

        FashionRefException failure = Refused(() => Train(file), "The learning rate of step 3 is");

        Assert.That(failure.Message, Does.Contain("ExponentialDecay"));
    }

    [Test]
    public void A_learning_rate_that_no_training_survives_is_told_with_the_step_that_failed()
    {
        CompiledFile file = Read(Model(), new CompileChoices("""{"class_name": "SGD", "config": {"learning_rate": 1e38}}"""));

        FashionRefException failure = Assert.Throws<FashionRefException>(() => Train(file))!;

        Assert.That(failure.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(failure.Message, Does.EndWith("The learning rate was 1E+38."));
        Assert.That(failure.Remedy, Is.EqualTo(Remedy.SmallerLearningRateOfOptimizer));
    }

    [Test]
    public void An_optimizer_that_Keras_does_not_have_is_refused() => Refused(() => Read(Model(), new CompileChoices("adamax2")), "'adamax2' is none of Keras'");

    [Test]
    public void A_model_that_is_not_compiled_asks_for_optimizer_and_loss()
    {
        string path = Write(Model(json => json["compile_config"] = new JsonObject()));

        Assert.That(Refused(() => CompiledFile.Read(path), "names no optimizer").Remedy, Is.EqualTo(Remedy.NameTheOptimizer));
        Assert.That(Refused(() => CompiledFile.Read(path, new CompileChoices("Adam")), "names no loss").Remedy, Is.EqualTo(Remedy.NameTheLoss));
        Assert.That(CompiledFile.Read(path, new CompileChoices("Adam", "sparse_categorical_crossentropy")).State, Is.Null);
    }

    [Test]
    public void A_state_without_its_optimizer_is_told_with_the_optimizers_that_it_fits()
    {
        string path = WithoutOptimizer("batchnorm");

        FashionRefException refusal = Refused(() => CompiledFile.Read(path), "names no optimizer, and holds");

        Assert.That(refusal.Message, Does.Contain("Adam, AdamW"));
        Assert.That(refusal.Remedy, Is.EqualTo(Remedy.NameTheStoredOptimizer));
        Assert.That(CompiledFile.Read(path, new CompileChoices("AdamW")).State!.Step, Is.EqualTo(6));
        Assert.That(CompiledFile.Read(path, new CompileChoices("Adam", HasFreshOptimizer: true)).State!.Step, Is.Zero);
    }

    [Test]
    public void A_state_of_another_optimizer_is_told_with_the_one_that_it_fits()
    {
        FashionRefException refusal = Refused(
            () => CompiledFile.Read(KerasAnswers.Of("batchnorm").FileOf("keras"), new CompileChoices("Adagrad")), "do not fit this model's Adagrad");

        Assert.That(refusal.Message, Does.Contain("They fit Adam, AdamW"));
        Assert.That(refusal.Remedy, Is.EqualTo(Remedy.NameTheStoredOptimizer));
    }

    [TestCase("3", "has the loss 3, and a model of one output")]
    [TestCase("""["mse", "mae"]""", """has the loss ["mse","mae"], and""")]
    [TestCase("""{"a": "mse", "b": "mae"}""", """has the loss {"a":"mse","b":"mae"}, and""")]
    [TestCase("null", "names no loss")]
    [TestCase("""{"dense": "mse"}""", null)]
    [TestCase("""["mse"]""", null)]
    public void A_loss_of_several_outputs_or_none_is_refused(string loss, string? told)
    {
        JsonObject model = Model(json => json["compile_config"]!["loss"] = JsonNode.Parse(loss));
        if (told is null)
        {
            Assert.That(Read(model).Compiled.Loss.Kind, Is.EqualTo(LossKind.MeanSquaredError));
        }
        else
        {
            Assert.That(Refused(() => Read(model), told).Remedy, Is.EqualTo(Remedy.NameTheLoss));
        }
    }

    // Keras trains on with such a loss, and so do published files.
    [TestCase("linear", "categorical_crossentropy", true)]
    [TestCase("relu", "binary_crossentropy", true)]
    [TestCase("tanh", "kl_divergence", true)]
    [TestCase("softmax", "categorical_crossentropy", false)]
    [TestCase("sigmoid", "binary_crossentropy", false)]
    [TestCase("linear", "mse", false)]
    public void A_loss_that_does_not_fit_the_last_layer_is_told(string activation, string loss, bool isTold) => Assert.That(
        Read(Model(json => Layer(json, "Dense")["activation"] = activation), new CompileChoices(Sgd, loss)).Remarks.Any(remark => remark.Contains("from_logits=True", StringComparison.Ordinal)),
        Is.EqualTo(isTold));

    [TestCase("2.9.0", "RMSprop", true)]
    [TestCase("2.9.0", "Adagrad", true)]
    [TestCase("2.9.0", "Adam", false)]
    [TestCase("2.11.0", "RMSprop", false)]
    public void Optimizers_of_Keras_before_2_11_add_their_epsilon_to_the_root(string version, string optimizer, bool isOutside)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(KerasAnswers.Of("tfkeras-conv-adam").FileOf("json")))!;
        json["keras_version"] = version;

        CompiledFile file = Read(json, new CompileChoices(optimizer, "mse"));

        Assert.That(file.Compiled.Optimizer.HasEpsilonOutsideRoot, Is.EqualTo(isOutside));
        Assert.That(file.Remarks.Any(remark => remark.Contains("before 2.11", StringComparison.Ordinal)), Is.EqualTo(isOutside));
    }

    [Test]
    public void A_loss_over_classes_is_refused_for_one_output() =>
        Refused(() => Read(Model(json => Layer(json, "Dense")["units"] = 1), new CompileChoices(Sgd, "sparse_categorical_crossentropy")), "has one output");

    [Test]
    public void A_mixed_precision_policy_is_refused_by_name() => Refused(
        () => Read(Model(json => Layer(json, "Dense")["dtype"] = JsonNode.Parse("""{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}, "registered_name": null}"""))),
        "bfloat16");

    [Test]
    public void A_type_of_more_digits_than_training_has_is_told() => Assert.That(
        Read(Model(json => Layer(json, "Dense")["dtype"] = "float64")).Remarks,
        Has.One.StartsWith("The file says that 'dense' computes in float64"));

    [TestCase("0.5", "0.5")]
    [TestCase("[2]", "[2]")]
    [TestCase("""{"dense": 1e999}""", """{"dense":1e999}""")]
    [TestCase("1.0", null)]
    [TestCase("[1]", null)]
    [TestCase("null", null)]
    public void A_weighted_loss_is_refused(string weights, string? told)
    {
        JsonObject model = Model(json => json["compile_config"]!["loss_weights"] = JsonNode.Parse(weights));
        if (told is null)
        {
            Assert.That(() => Read(model), Throws.Nothing);
        }
        else
        {
            Refused(() => Read(model), $"has loss_weights {told}");
        }
    }

    [TestCase("\"none\"", "has a loss with the reduction none")]
    [TestCase("null", "has a loss with the reduction none")]
    [TestCase("\"median\"", "The loss's reduction is \"median\"")]
    public void A_loss_of_each_sample_is_refused(string reduction, string told)
    {
        JsonObject model = Model(json => json["compile_config"]!["loss"] =
            JsonNode.Parse($$"""{ "module": "keras.losses", "class_name": "CategoricalCrossentropy", "config": { "reduction": {{reduction}} }, "registered_name": null }"""));

        Refused(() => Read(model), told);
    }

    [Test]
    public void Labels_outside_the_classes_are_refused()
    {
        CompiledFile file = Read(Model(json => Layer(json, "Dense")["units"] = 4), new CompileChoices(Sgd));

        Refused(() => Train(file), "The data has the label 9");
    }

    [Test]
    public void Images_of_another_size_are_refused()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("colour-accumulate").FileOf("keras"));

        Refused(() => Train(file), "an image of the data has 784 pixels");
    }

    [Test]
    public void Batches_of_one_are_refused_for_batch_normalization_of_rows()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("batchnorm").FileOf("keras"));

        Refused(() => Train(file, batchSize: 1), "The batch size is 1");
    }

    private static FashionRefException Refused(Action action, string told)
    {
        FashionRefException refusal = Assert.Throws<FashionRefException>(action)!;
        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(refusal.Message, Does.Contain(told));
        return refusal;
    }

    private static JsonObject Model(Action<JsonObject>? change = null)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(KerasAnswers.Of("softmax-regression").FileOf("json")))!;
        change?.Invoke(json);
        return json;
    }

    private static JsonObject Layer(JsonObject model, string className) =>
        (JsonObject)model["config"]!["layers"]!.AsArray().Last(layer => layer!["class_name"]!.GetValue<string>() == className)!["config"]!;

    private CompiledFile Read(JsonObject model, CompileChoices? choices = null) => CompiledFile.Read(Write(model), choices);

    private string Write(JsonObject model)
    {
        string path = _folder["model.json"];
        File.WriteAllText(path, model.ToJsonString());
        return path;
    }

    // The folder form of a .keras file, with a change in its configuration.
    private string WithoutOptimizer(string name)
    {
        string folder = _folder["changed"];
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(KerasAnswers.Of(name).FileOf("directory")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string config = Path.Combine(folder, "config.json");
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(config))!;
        ((JsonObject)json["compile_config"]!).Remove("optimizer");
        File.WriteAllText(config, json.ToJsonString());
        return folder;
    }

    private void Train(CompiledFile file, int batchSize = 50)
    {
        RunSettings settings = new(0, "exact", Seed: 1, Epochs: 2, batchSize, file.Compiled.Optimizer.Rate.Initial, Threads: 1, File: new ModelSource("own", file.Sha256));
        Directory.CreateDirectory(_folder["run"]);
        new FileRun(settings, file, new ExactEngine(threads: 2), SyntheticData.Create(train: 150, test: 20), new RunFolder(_folder["run"]) { IsOfFile = true }, TimeProvider.System).Execute();
    }
}
