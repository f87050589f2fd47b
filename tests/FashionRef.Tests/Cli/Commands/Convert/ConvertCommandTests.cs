using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Tests.Cli.Commands.Convert;

internal sealed class ConvertCommandTests
{
    private static readonly string Nested = KerasAnswers.Of("nested").FileOf("keras");

    private static IEnumerable<string> Forms => [".keras", ".h5", ".weights.h5", ".json", ".safetensors", ".onnx"];

    [TestCaseSource(nameof(Forms))]
    public async Task A_file_of_Keras_is_written_in_every_form(string ending)
    {
        using TemporaryFolder folder = new();
        string target = folder[$"out{ending}"];

        ProgramEnd end = await ProgramProcess.RunAsync("convert", Nested, target);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.StartWith($"'{Nested}' is written to '{target}'.\n"));
        Assert.That(end.Output.Contains("\nLeft out: ", StringComparison.Ordinal), Is.EqualTo(ending is not (".keras" or ".h5")));
        Assert.That(folder.Entries, Is.EqualTo(new[] { $"out{ending}" }));
    }

    [Test]
    public async Task Weights_need_the_file_of_their_model_and_lose_nothing_on_the_way()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("nested");

        ProgramEnd alone = await ProgramProcess.RunAsync("convert", answers.FileOf("weights.h5"), folder["a.keras"]);
        ProgramEnd together = await ProgramProcess.RunAsync("convert", answers.FileOf("weights.h5"), folder["b.keras"], "--model", answers.FileOf("json"));

        Assert.That(alone, Is.EqualTo(new ProgramEnd(2, "", $"error: '{answers.FileOf("weights.h5")}' holds weights only. Name the file of their model with --model.\n")));
        Assert.That(together.ExitCode, Is.Zero, together.Error);
        using KerasFile kept = KerasFile.Read(answers.FileOf("keras"));
        using KerasFile written = KerasFile.Read(folder["b.keras"]);
        Assert.That(Values(written), Is.EqualTo(Values(kept)));
        Assert.That(written.OptimizerVariableCount, Is.EqualTo(kept.OptimizerVariableCount));
    }

    [Test]
    public async Task Safetensors_and_a_configuration_are_a_model_again()
    {
        using TemporaryFolder folder = new();
        KerasAnswers answers = KerasAnswers.Of("nested");
        await ProgramProcess.RunAsync("convert", Nested, folder["w.safetensors"]);

        ProgramEnd end = await ProgramProcess.RunAsync("convert", folder["w.safetensors"], folder["back.keras"], "--model", answers.FileOf("json"));
        ProgramEnd ordered = await ProgramProcess.RunAsync("convert", folder["w.safetensors"], folder["b.keras"], "--model", answers.FileOf("json"), "--by-order");
        ProgramEnd other = await ProgramProcess.RunAsync("convert", folder["w.safetensors"], folder["b.keras"], "--model", KerasAnswers.Of("logits").FileOf("json"));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        using KerasFile kept = KerasFile.Read(Nested);
        using KerasFile written = KerasFile.Read(folder["back.keras"]);
        Assert.That(Values(written), Is.EqualTo(Values(kept)));
        Assert.That((ordered.ExitCode, other.ExitCode), Is.EqualTo((2, 2)));
        Assert.That(ordered.Error, Does.Contain("--by-order is for files of Keras"));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "back.keras", "w.safetensors" }));
    }

    [Test]
    public async Task The_target_may_be_the_source()
    {
        using TemporaryFolder folder = new();
        File.Copy(Nested, folder["model.keras"]);

        ProgramEnd end = await ProgramProcess.RunAsync("convert", folder["model.keras"], folder["../" + Path.GetFileName(folder.Path) + "/model.keras"]);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        using KerasFile kept = KerasFile.Read(Nested);
        using KerasFile written = KerasFile.Read(folder["model.keras"]);
        Assert.That(Values(written), Is.EqualTo(Values(kept)));
    }

    [Test]
    public async Task A_trained_model_of_the_notebook_becomes_a_file_of_Keras()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("convert", KerasReference.WeightsFile(1), folder["model.keras"]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(0, $"Model-1 is written to '{folder["model.keras"]}'.\n", "")));
        using KerasFile written = KerasFile.Read(folder["model.keras"]);
        Assert.That(written.Model!.ParameterCount, Is.EqualTo(NotebookModels.Model1.Build().ParameterCount));
    }

    [TestCase("out.txt", "does not say its form")]
    [TestCase("out", "does not say its form")]
    public async Task A_name_without_a_known_ending_is_refused_and_nothing_is_written(string name, string told)
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("convert", Nested, folder[name]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
        Assert.That(folder.Entries, Is.Empty);
    }

    private static IEnumerable<double> Values(KerasFile file) => file.ReadWeights(file.Model!, "file").SelectMany(weight => weight.Values);
}
