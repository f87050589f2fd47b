using System.Diagnostics;
using System.Text.Json;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Tests.Cli.Commands.Predict;

/// <summary><c>predict --model FILE</c>.</summary>
internal sealed class PredictFileTests
{
    [TestCase("nested", "keras")]
    [TestCase("two-dim-input", "h5")]
    [TestCase("colour-accumulate", "keras")]
    public async Task Answers_are_Kerass(string name, string form)
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of(name);
        double[] inputs = answers.Inputs();
        NpyFile.Write(folder["x.npy"], Shape.Of([64, .. answers.InputShape.Dimensions]), inputs);

        ProgramEnd end = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf(form), "--pixels", "raw", "--json");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        double[] probabilities = [.. JsonDocument.Parse(end.Output).RootElement.GetProperty("predictions").EnumerateArray()
            .SelectMany(prediction => prediction.GetProperty("probabilities").EnumerateObject().Select(entry => entry.Value.GetDouble()))];
        double[] expected = answers.Arrays()["predictions_float64"];
        Assert.That(probabilities.Zip(expected, (own, keras) => Math.Abs(own - keras)).Max(), Is.LessThanOrEqualTo(answers.PredictionTolerance));
    }

    [Test]
    public async Task Pixels_are_divided_for_a_model_that_wants_them_from_0_to_1()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("conv-kernels");
        double[] unit = answers.Inputs();
        NpyFile.Write(folder["raw.npy"], Shape.Of(64, 28, 28), [.. unit.Select(value => Math.Round(value * 255))]);

        ProgramEnd end = await ProgramProcess.RunAsync("predict", folder["raw.npy"], "--model", answers.FileOf("keras"), "--pixels", "unit", "--json");

        double first = JsonDocument.Parse(end.Output).RootElement.GetProperty("predictions")[0].GetProperty("probabilities").EnumerateObject().First().Value.GetDouble();
        Assert.That(first, Is.EqualTo(answers.Arrays()["predictions_float64"][0]).Within(answers.PredictionTolerance));
        Assert.That(end.Error, Is.Empty);
    }

    [Test]
    public async Task Classes_get_the_names_of_a_file()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("nested");
        NpyFile.Write(folder["x.npy"], Shape.Of(28, 28), answers.Inputs().AsSpan(0, 784));
        await File.WriteAllLinesAsync(folder["names"], Enumerable.Range(0, 10).Select(i => $"kind {(char)('a' + i)}"));
        await File.WriteAllTextAsync(folder["few"], "one\ntwo\n");

        ProgramEnd named = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("keras"), "--labels", folder["names"]);
        ProgramEnd few = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("keras"), "--labels", folder["few"]);

        Assert.That(named.Output, Does.Contain($"{folder["x.npy"]}: kind c\n"));
        Assert.That((few.ExitCode, few.Output), Is.EqualTo((2, "")));
        Assert.That(few.Error, Does.Contain("has 2 names, and the model has 10 classes"));
    }

    [Test]
    public async Task Outputs_that_are_no_probabilities_are_told_and_written()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("logits");
        Shape shape = answers.InputShape;
        NpyFile.Write(folder["x.npy"], shape, answers.Inputs().AsSpan(0, shape.Count));

        ProgramEnd text = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("keras"), "--pixels", "raw");
        ProgramEnd json = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("keras"), "--pixels", "raw", "--json");

        double[] outputs = [.. JsonDocument.Parse(json.Output).RootElement.GetProperty("predictions")[0].GetProperty("outputs").EnumerateArray().Select(output => output.GetDouble())];
        double[] expected = answers.Arrays()["predictions_float64"][..outputs.Length];
        Assert.That(outputs.Zip(expected, (own, keras) => Math.Abs(own - keras)).Max(), Is.LessThanOrEqualTo(answers.PredictionTolerance));
        Assert.That(text.Output, Does.StartWith($"'{answers.FileOf("keras")}', which scales its inputs itself; its outputs are no probabilities, so these are their softmax\n"));
    }

    [TestCase("nested", "--pixels unit is for a model that does not scale its inputs itself", "--pixels", "unit")]
    [TestCase("nested", "says that an input has the shape (28, 28, 1), and (32, 32, 1) was named", "--input", "32,32,1")]
    [TestCase("nested", "--invert is for pictures", "--invert")]
    [TestCase("nested", "There is no option '--top'. See 'predict --help'.", "--top", "3")]
    public async Task Options_that_do_not_go_with_the_model_or_its_inputs_are_refused(string name, string told, params string[] options)
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder["x.npy"], Shape.Of(28, 28), new double[784]);

        ProgramEnd end = await ProgramProcess.RunAsync(["predict", folder["x.npy"], "--model", KerasAnswers.Of(name).FileOf("keras"), .. options]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
    }

    [TestCase(1, "holds NaN as number 5 of its array, and an input is a finite number.")]
    [TestCase(0, "holds an array of shape (0, 28, 28), and so nothing to predict.")]
    public async Task Numbers_that_are_none_are_refused(int count, string told)
    {
        using TemporaryFolder folder = new();
        double[] values = new double[count * 784];
        if (count > 0)
        {
            values[4] = double.NaN;
        }

        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, 28, 28), }}".PadRight(117) + "\n";
        await File.WriteAllBytesAsync(folder["x.npy"], [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. values.SelectMany(value => BitConverter.GetBytes((float)value))]);

        ProgramEnd end = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", KerasAnswers.Of("nested").FileOf("keras"));

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
    }

    [TestCase("27,28", "holds an array of shape (27, 28), and the model takes inputs of shape (28, 28, 1)")]
    [TestCase("3,28,28,3", "holds an array of shape (3, 28, 28, 3)")]
    public async Task Inputs_of_another_shape_are_refused(string shape, string told)
    {
        using TemporaryFolder folder = new();
        Shape sizes = Shape.Of([.. shape.Split(',').Select(int.Parse)]);
        NpyFile.Write(folder["x.npy"], sizes, new double[sizes.Count]);

        ProgramEnd end = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", KerasAnswers.Of("nested").FileOf("keras"));

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
    }

    [Test]
    public async Task A_model_without_weights_asks_for_them()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("nested");
        NpyFile.Write(folder["x.npy"], Shape.Of(28, 28), answers.Inputs().AsSpan(0, 784));

        ProgramEnd without = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("json"));
        ProgramEnd with = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("json"), "--weights", answers.FileOf("weights.h5"));

        Assert.That(without, Is.EqualTo(new ProgramEnd(2, "", $"error: '{answers.FileOf("json")}' holds a model without weights. Name a file with them. For predict and evaluate: --weights FILE. Or put both into one file: convert WEIGHTS model.keras --model MODEL.\n")));
        Assert.That(with.ExitCode, Is.Zero, with.Error);
    }

    [Test]
    [Platform("Linux")]
    public async Task A_picture_may_come_from_a_pipe()
    {
        using TemporaryFolder folder = new();
        string picture = PredictCommandTests.Png(folder, 0);
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        Task writing = Task.Run(() =>
        {
            using FileStream pipe = new(folder["pipe"], FileMode.Open, FileAccess.Write);
            pipe.Write(File.ReadAllBytes(picture));
        });

        ProgramEnd piped = await ProgramProcess.RunAsync("predict", folder["pipe"], "--model", KerasAnswers.Of("nested").FileOf("keras"));
        ProgramEnd named = await ProgramProcess.RunAsync("predict", picture, "--model", KerasAnswers.Of("nested").FileOf("keras"));

        await writing;
        Assert.That(piped.ExitCode, Is.Zero, piped.Error);
        Assert.That(piped.Output.Replace(folder["pipe"], picture, StringComparison.Ordinal), Is.EqualTo(named.Output));
    }

    [TestCase("--max-memory", "1e-6", "GB")]
    [TestCase("--max-operations", "100", "multiply-adds")]
    public async Task A_model_that_needs_more_than_is_allowed_is_refused(string option, string value, string told)
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("nested");
        NpyFile.Write(folder["x.npy"], Shape.Of(28, 28), answers.Inputs().AsSpan(0, 784));

        ProgramEnd end = await ProgramProcess.RunAsync("predict", folder["x.npy"], "--model", answers.FileOf("keras"), option, value);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told).And.Contain("raise --max-memory or --max-operations"));
    }
}
