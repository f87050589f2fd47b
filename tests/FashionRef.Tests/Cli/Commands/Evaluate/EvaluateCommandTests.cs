using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Formats;

namespace FashionRef.Tests.Cli.Commands.Evaluate;

[Parallelizable(ParallelScope.All)]
internal sealed class EvaluateCommandTests
{
    [Test]
    public async Task Keras_own_weights_are_recognized_judged_and_found_equal_to_Keras_own_probabilities()
    {
        RealDataset.Load();

        ProgramEnd end = await Evaluate("--weights", KerasReference.WeightsFile(1), "--compare", KerasReference.ProbabilitiesFile(1));

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.StartWith(
            $"Model-1: 201,578 parameters (0 non-trainable) from '{KerasReference.WeightsFile(1)}', engine {KnownEngines.Default} with "));
        Assert.That(end.Output, Does.Contain("macro avg").And.Contains("\n 9 Ankle boot      0 "));
        Assert.That(end.Output, Does.Match(
            @"\n\nModel-1: test accuracy 0\.8470 \(8,470 of 10,000\)\.\n10,000 x 10 probabilities: .* 0 labels differ: equal\.\n$"));
    }

    [Test]
    public async Task As_JSON_it_tells_the_same_figures_and_nothing_else()
    {
        RealDataset.Load();

        ProgramEnd end = await Evaluate("--weights", KerasReference.WeightsFile(1), "--compare", KerasReference.ProbabilitiesFile(1), "--json", "--engine", "exact");

        using JsonDocument document = JsonDocument.Parse(end.Output);
        JsonElement root = document.RootElement;
        Assert.That((end.ExitCode, root.GetProperty("model").GetInt32()), Is.EqualTo((0, 1)));
        Assert.That(root.GetProperty("result").GetProperty("test_correct").GetInt32(), Is.EqualTo(8_470));
        Assert.That(root.GetProperty("comparison").GetProperty("is_equal").GetBoolean(), Is.True);
        Assert.That((root.GetProperty("format").GetString(), root.GetProperty("engine").GetString()), Is.EqualTo(("fashionref-evaluation-1", "exact")));
        JsonElement shirt = root.GetProperty("classes")[6];
        int right = root.GetProperty("confusion_matrix")[6][6].GetInt32();
        Assert.That((shirt.GetProperty("name").GetString(), shirt.GetProperty("support").GetInt32()), Is.EqualTo(("Shirt", 1000)));
        Assert.That(shirt.GetProperty("recall").GetDouble(), Is.EqualTo(right / 1000.0));
        Assert.That(
            root.GetProperty("confusion_matrix").EnumerateArray().Select((row, label) => row[label].GetInt32()).Sum(), Is.EqualTo(8_470));
    }

    [Test]
    public async Task Other_probabilities_are_a_check_that_says_no()
    {
        RealDataset.Load();

        ProgramEnd end = await Evaluate("--weights", KerasReference.WeightsFile(1), "--compare", KerasReference.ProbabilitiesFile(2), "--engine", "exact");

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.Output, Does.EndWith(": different.\n"));
    }

    [Test]
    public async Task What_is_no_probability_is_a_check_that_says_no(
        [Values("", "--json")] string json, [Values(float.NaN, float.NegativeInfinity, 1.00002f, -0.00002f, 37.5f)] float value)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = File.ReadAllBytes(KerasReference.ProbabilitiesFile(1));
        BitConverter.GetBytes(value).CopyTo(bytes, bytes.Length - (23 * sizeof(float)));
        File.WriteAllBytes(folder["f.npy"], bytes);

        ProgramEnd end = await ProgramProcess.RunAsync(
            ["evaluate", "--weights", KerasReference.WeightsFile(1), "--compare", folder["f.npy"], .. json.Length == 0 ? Array.Empty<string>() : [json]]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            1, "", $"error: '{folder["f.npy"]}' holds {FormattableString.Invariant($"{value}")} for image 9997, class 7: a probability is a number from 0 to 1. "
            + "Let the other program compute it again, or name another file.\n")));
    }

    [Test]
    public async Task Probabilities_may_be_below_0_or_above_1_by_what_rounding_leaves()
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        byte[] bytes = File.ReadAllBytes(KerasReference.ProbabilitiesFile(1));
        for (int end = bytes.Length; end > bytes.Length / 2; end -= sizeof(float))
        {
            float probability = BitConverter.ToSingle(bytes, end - sizeof(float));
            BitConverter.GetBytes(probability switch { < 1e-7f => -1e-7f, > 0.9999998f => 1.0000002f, _ => probability }).CopyTo(bytes, end - sizeof(float));
        }

        File.WriteAllBytes(folder["f.npy"], bytes);

        ProgramEnd ended = await Evaluate("--weights", KerasReference.WeightsFile(1), "--compare", folder["f.npy"], "--engine", "exact");

        Assert.That((ended.ExitCode, ended.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task A_file_that_fits_no_model_is_told_with_a_reason_for_each()
    {
        using TemporaryFolder folder = new();
        SafetensorsContent keras = SafetensorsFile.Read(KerasReference.WeightsFile(1));
        SafetensorsFile.Write(folder["f"], keras.Arrays.Skip(1), keras.Metadata);

        ProgramEnd end = await Evaluate("--weights", folder["f"]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Output, Is.Empty);
        Assert.That(end.Error, Is.EqualTo(
            $"error: '{folder["f"]}' holds none of the notebook's models.\n"
            + "For Model-1 it lacks 'sequential/conv2d/bias', whose shape is (16,).\n"
            + "For Model-2 it lacks a layer of kind conv2d: it has 1, and the model has 2.\n"
            + "Name another file, for example the model.safetensors of a run of 'train'.\n"));
    }

    [Test]
    public async Task What_is_wrong_for_every_model_is_told_once()
    {
        using TemporaryFolder folder = new();
        SafetensorsContent keras = SafetensorsFile.Read(KerasReference.WeightsFile(1));
        SafetensorsFile.Write(folder["f"], keras.Arrays.Select(array => array with { Path = $"x/{array.Path}" }), keras.Metadata);

        ProgramEnd end = await Evaluate("--weights", folder["f"]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Is.EqualTo(
            $"error: '{folder["f"]}' holds an array 'x/sequential/conv2d/bias', and a weight's name has the form model/layer/weight. "
            + "Name another file, for example the model.safetensors of a run of 'train'.\n"));
    }

    [Test]
    public async Task A_file_of_the_other_model_is_refused_where_one_is_named()
    {
        ProgramEnd end = await Evaluate("--weights", KerasReference.WeightsFile(1), "--model", "2");

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Does.Contain("lacks a layer of kind conv2d: it has 1, and the model has 2."));
    }

    [TestCase("0")]
    [TestCase("1")]
    [TestCase("NaN")]
    [TestCase("-1e-6")]
    public async Task A_tolerance_that_lets_nothing_or_everything_pass_is_refused(string tolerance)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("evaluate", "--weights", "f", "--compare", "g", "--tolerance", tolerance);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", $"error: --tolerance '{tolerance}' is not a number above 0 and below 1, with a point before decimals. See 'evaluate --help'.\n")));
    }

    [TestCase("error: What to evaluate is not said: name weights with --weights, or a model file with --model. See 'evaluate --help'.\n")]
    [TestCase("error: --weights '' is not a file's path. See 'evaluate --help'.\n", "--weights", "")]
    [TestCase("error: --compare ' ' is not a file's path. See 'evaluate --help'.\n", "--weights", "f", "--compare", " ")]
    [TestCase("error: 'all' does not exist. Name a file of Keras: .keras, .h5, .weights.h5 or .json.\n", "--weights", "f", "--model", "all")]
    [TestCase("error: --tolerance needs --compare FILE: add it, or leave out --tolerance. See 'evaluate --help'.\n", "--weights", "f", "--tolerance", "0.1")]
    public async Task A_wrong_request_is_told_in_one_line_with_what_is_legal(string expected, params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(["evaluate", .. arguments]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Is.EqualTo(expected));
        Assert.That(end.Output, Is.Empty);
    }

    private static Task<ProgramEnd> Evaluate(params string[] arguments) =>
        ProgramProcess.RunAsync(["evaluate", "--artifacts", Repository.Artifacts, .. arguments]);
}
