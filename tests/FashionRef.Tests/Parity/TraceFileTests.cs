using System.Text.Json.Nodes;
using FashionRef.Models;
using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class TraceFileTests
{
    private const string Kernel = "sequential/conv2d/kernel";
    private const string Bias = "sequential/conv2d/bias";

    private static IEnumerable<TestCaseData> Misshapen =>
    [
        Case("it lacks 'seed'", trace => Remove(trace, "seed")),
        Case("it lacks 'steps'", trace => Remove(trace, "steps")),
        Case("it lacks 'first_gradients'", trace => Remove(trace, "first_gradients")),
        Case("steps[3] lacks 'loss'", trace => Remove(trace["steps"]![3]!, "loss")),
        Case("steps[3] lacks 'correct'", trace => Remove(trace["steps"]![3]!, "correct")),
        Case("weights[2] lacks 'shape'", trace => Remove(trace["weights"]![2]!, "shape")),
        Case("marks['10'] lacks 'weights'", trace => Remove(trace["marks"]!["10"]!, "weights")),
        Case("marks['10'].test lacks 'correct'", trace => Remove(trace["marks"]!["10"]!["test"]!, "correct")),
        Case("dtype is \"float16\", but must be one of \"float32\", \"float64\"", trace => trace["dtype"] = "float16"),
        Case("dtype is 32, but must be one of \"float32\", \"float64\"", trace => trace["dtype"] = 32),
        Case("model is \"1\", but must be a whole number", trace => trace["model"] = "1"),
        Case("seed is null, but must be a whole number", trace => trace["seed"] = null),
        Case("offset is 1.5, but must be a whole number", trace => trace["offset"] = 1.5),
        Case("pixels is null, but must be a text", trace => trace["pixels"] = null),
        Case("learning_rate is true, but must be a finite number", trace => trace["learning_rate"] = true),
        Case("steps is an object, but must be a list", trace => trace["steps"] = new JsonObject()),
        Case("steps[0] is null, but must be an object", trace => trace["steps"]![0] = null),
        Case("steps[468].loss is \"nan\", but must be a finite number", trace => trace["steps"]![468]!["loss"] = "nan"),
        Case("steps[1].loss is 1e999, but must be 0, or a number from 4.9e-324 to 1.7e308 in size", trace => trace["steps"]![1]!["loss"] = JsonNode.Parse("1e999")),
        Case("weights[0] is null, but must be an object", trace => trace["weights"]![0] = null),
        Case("weights[0].shape[1] is a list, but must be a whole number", trace => trace["weights"]![0]!["shape"]![1] = new JsonArray()),
        Case("marks is a list, but must be an object", trace => trace["marks"] = new JsonArray()),
        Case("marks has '2147483648', which must be a whole number from -2147483648 to 2147483647", trace => trace["marks"]!["2147483648"] = trace["marks"]!["0"]!.DeepClone()),
        Case(
            "marks['0'].test.first_probabilities is empty, so no probabilities could be compared; leave it out where there are none",
            trace => trace["marks"]!["0"]!["test"]!["first_probabilities"] = new JsonArray()),
        Case(
            $"first_gradients['{Kernel}']: 'at' is empty, so no value could be compared",
            trace => (trace["first_gradients"]![Kernel]!["at"], trace["first_gradients"]![Kernel]!["values"]) = (new JsonArray(), new JsonArray())),
        Case("marks has 'start', which must be a whole number", trace => trace["marks"]!["start"] = trace["marks"]!["0"]!.DeepClone()),
        Case("marks['2'] is null, but must be an object", trace => trace["marks"]!["2"] = null),
        Case(
            $"marks['2'].weights['{Kernel}'].at[0] is {new string('9', 40)}…, but must be a whole number from -2147483648 to 2147483647",
            trace => trace["marks"]!["2"]!["weights"]![Kernel]!["at"]![0] = JsonNode.Parse(new string('9', 50))),
    ];

    private static IEnumerable<TestCaseData> Unfit =>
    [
        Case("'model' is 3; legal are 1 and 2", trace => trace["model"] = 3),
        Case("'seed' is -1; legal are 0 to 65535", trace => trace["seed"] = -1),
        Case("'seed' is 65536; legal are 0 to 65535", trace => trace["seed"] = 65_536),
        Case("'offset' is -1; it must be at least 0", trace => trace["offset"] = -1),
        Case("'batch_size' is 0; legal are 1 to 60000", trace => trace["batch_size"] = 0),
        Case("'batch_size' is 60001; legal are 1 to 60000", trace => trace["batch_size"] = 60_001),
        Case("'learning_rate' is 0; it must be above 0", trace => trace["learning_rate"] = 0),
        Case("'pixels' is '0..1'; only '0..255, not divided' can be replayed, which is what the notebook trains on", trace => trace["pixels"] = "0..1"),
        Case("'optimizer' is 'SGD'; only 'Adam, Keras defaults' can be replayed", trace => trace["optimizer"] = "SGD"),
        Case("'steps' holds 0 steps; with batches of 128 legal are 1 to 469", trace => trace["steps"] = new JsonArray()),
        Case("'steps' holds 470 steps; with batches of 128 legal are 1 to 469", trace => trace["steps"]!.AsArray().Add(trace["steps"]![0]!.DeepClone())),
        Case("steps[2].correct is 129; legal are 0 to 128, the images of a batch", trace => trace["steps"]![2]!["correct"] = 129),
        Case("steps[2].correct is -1; legal are 0 to 128, the images of a batch", trace => trace["steps"]![2]!["correct"] = -1),
        Case("'marks' is empty, so no weights and no test results could be compared; at least one mark is needed", trace => trace["marks"] = new JsonObject()),
        Case("'weights' names 5 weights; Model-1 has 6", trace => trace["weights"]!.AsArray().RemoveAt(5)),
        Case("'weights' names 6 weights; Model-2 has 18", trace => trace["model"] = 2),
        Case($"weights[0] is '{Bias}' of shape (16,); Model-1 has '{Kernel}' of shape (3, 3, 1, 16) there", SwapFirstWeights),
        Case(
            $"weights[0] is '{Kernel}' of shape (16, 1, 3, 3); Model-1 has '{Kernel}' of shape (3, 3, 1, 16) there",
            trace => trace["weights"]![0]!["shape"] = new JsonArray(16, 1, 3, 3)),
        Case($"first_gradients lacks '{Kernel}'", trace => Remove(trace["first_gradients"]!, Kernel)),
        Case(
            "first_gradients has 'sequential/x/moving_mean', which is none of the 6 weights that belong there",
            trace => trace["first_gradients"]!["sequential/x/moving_mean"] = trace["first_gradients"]![Bias]!.DeepClone()),
        Case(
            $"first_gradients['{Kernel}']: it has 143 values, but the array has 144",
            trace => trace["first_gradients"]![Kernel]!["count"] = 143),
        Case($"marks['2'].weights lacks '{Bias}'", trace => Remove(trace["marks"]!["2"]!["weights"]!, Bias)),
        Case(
            $"marks['2'].weights['{Kernel}']: it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'",
            trace => Remove(trace["marks"]!["2"]!["weights"]![Kernel]!, "sumsq")),
        Case("marks has '470'; it counts steps, and the trace has 469", trace => Move(trace["marks"]!, "469", "470")),
        Case("marks has '-1'; it counts steps, and the trace has 469", trace => Move(trace["marks"]!, "0", "-1")),
        Case("marks['0'].test.correct is 10001; legal are 0 to 10000", trace => trace["marks"]!["0"]!["test"]!["correct"] = 10_001),
        Case(
            "marks['0'].test.first_probabilities[3] holds 9 numbers; it must hold 10",
            trace => trace["marks"]!["0"]!["test"]!["first_probabilities"]![3]!.AsArray().RemoveAt(0)),
        Case(
            "marks['0'].test.first_probabilities holds 10001 rows; there are 10000 test images",
            trace => trace["marks"]!["0"]!["test"]!["first_probabilities"] = new JsonArray([.. Enumerable.Repeat(0, 10_001).Select(_ => new JsonArray())])),
    ];

    private static IEnumerable<TestCaseData> Traces =>
        from model in NotebookModels.Numbers
        from precision in Enum.GetValues<Precision>()
        select new TestCaseData(model, precision);

    [TestCaseSource(nameof(Traces))]
    public void Keras_own_traces_are_read_whole(int model, Precision precision)
    {
        Trace trace = KerasTraces.Read(model, precision);

        Assert.That((trace.Model, trace.Precision, trace.Seed, trace.Offset), Is.EqualTo((model, precision, 7, 11L)));
        Assert.That((trace.Keras, trace.Backend, trace.BatchSize, trace.LearningRate), Is.EqualTo(("3.15.1", "tensorflow", 128, 0.01)));
        Assert.That(trace.Steps, Has.Count.EqualTo(469));
        Assert.That(trace.Marks.Keys, Is.EqualTo(new[] { 0, 1, 2, 10, 100, 469 }));
        Assert.That(trace.Marks.Values.Select(mark => mark.Test!.FirstProbabilities!.Count), Is.All.EqualTo(8));
    }

    [TestCaseSource(nameof(Misshapen))]
    [TestCaseSource(nameof(Unfit))]
    public void What_is_wrong_is_told_with_its_place_and_what_is_legal(string expected, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();

        AssertRefused(ChangedJson.Write(KerasTraces.PathOf(1, Precision.Float32), folder["f"], change), expected);
    }

    [Test]
    public void Two_weights_of_one_name_are_refused()
    {
        using TemporaryFolder folder = new();
        string file = ChangedJson.Write(
            KerasTraces.PathOf(2, Precision.Float32),
            folder["f"],
            trace =>
            {
                foreach (JsonNode? weight in trace["weights"]!.AsArray())
                {
                    weight!["path"] = weight["path"]!.GetValue<string>().Replace("dense_1/bias", "dense/bias", StringComparison.Ordinal);
                }
            });

        AssertRefused(file, "'weights' names 'sequential/dense/bias' twice");
    }

    [TestCase("", "it is empty")]
    [TestCase("label,predicted\n", "it is not JSON from line 1, byte 1 on (JSON has no NaN and Infinity)")]
    [TestCase("{\n\"model\": NaN}", "it is not JSON from line 2, byte 10 on (JSON has no NaN and Infinity)")]
    [TestCase("{\"model\": 1", "it is not JSON from line 1, byte 12 on (JSON has no NaN and Infinity)")]
    [TestCase("null", "it is null, but must be an object")]
    [TestCase("[]", "it is a list, but must be an object")]
    [TestCase("{}", "it lacks 'model'")]
    public void A_file_of_another_kind_is_refused(string text, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["f"], text);

        AssertRefused(folder["f"], expected);
    }

    [Test]
    public void A_missing_file_and_a_folder_are_refused_by_name()
    {
        using TemporaryFolder folder = new();
        foreach (string path in new[] { folder["missing"], folder.Path })
        {
            FashionRefException error = Assert.Throws<FashionRefException>(() => TraceFile.Read(path))!;

            Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
            Assert.That(error.Message, Does.StartWith($"The trace '{path}' cannot be read: "));
        }
    }

    [Test]
    public void What_need_not_be_told_may_be_left_out()
    {
        using TemporaryFolder folder = new();
        string file = ChangedJson.Write(KerasTraces.PathOf(1, Precision.Float32), folder["f"], trace =>
        {
            foreach (string name in new[] { "keras", "backend", "tensorflow", "pixels", "optimizer", "first_loss_by_tape" })
            {
                Remove(trace, name);
            }

            trace["marks"]!["0"]!["test"]!["loss_from_probabilities"] = null;
            Remove(trace["marks"]!["0"]!["test"]!, "first_probabilities");
            Remove(trace["marks"]!["1"]!, "test");
        });

        Trace trace = TraceFile.Read(file);

        Assert.That((trace.Keras, trace.Backend, trace.Marks[1].Test), Is.EqualTo(((string?)null, (string?)null, (TraceTest?)null)));
        Assert.That(trace.Marks[0].Test, Is.EqualTo(new TraceTest(1004)));
    }

    [Test]
    public void A_later_session_of_Keras_may_have_numbered_its_layers_otherwise()
    {
        using TemporaryFolder folder = new();
        string text = File.ReadAllText(KerasTraces.PathOf(2, Precision.Float32))
            .Replace("sequential/", "sequential_1/", StringComparison.Ordinal)
            .Replace("/conv2d_1/", "/conv2d_3/", StringComparison.Ordinal)
            .Replace("/conv2d/", "/conv2d_2/", StringComparison.Ordinal);
        File.WriteAllText(folder["f"], text);

        Trace trace = TraceFile.Read(folder["f"]);

        Assert.That(trace.Weights[0].Path, Is.EqualTo("sequential_1/conv2d_2/kernel"));
        Assert.That(trace.FirstGradients, Does.ContainKey("sequential_1/conv2d_3/bias"));
    }

    private static void AssertRefused(string file, string fault)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => TraceFile.Read(file))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Is.EqualTo($"'{file}' is no trace that can be replayed: {fault}. See docs/parity.md for the format."));
    }

    private static TestCaseData Case(string fault, Action<JsonNode> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);

    private static void Remove(JsonNode node, string name) => Assert.That(node.AsObject().Remove(name), Is.True, name);

    private static void Move(JsonNode node, string name, string newName)
    {
        JsonNode value = node[name]!.DeepClone();
        Remove(node, name);
        node[newName] = value;
    }

    private static void SwapFirstWeights(JsonNode trace)
    {
        JsonArray weights = trace["weights"]!.AsArray();
        JsonNode first = weights[0]!;
        weights.RemoveAt(0);
        weights.Insert(1, first);
    }
}
