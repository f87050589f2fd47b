namespace FashionRef.Tests.Cli.Commands.Describe;

/// <summary>What <c>describe FILE</c> tells about files of Keras.</summary>
internal sealed class DescribeFileTests
{
    [Test]
    public async Task A_file_is_told_with_summary_shapes_and_training()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", KerasAnswers.Of("nested").FileOf("keras"));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Contain("a .keras file, written by Keras 3.15.1"));
        Assert.That(end.Output, Does.Contain("└ batch_normalization"));
        Assert.That(end.Output, Does.Contain("Input      (None, 28, 28, 1)\nOutput     (None, 10), probabilities (softmax)\n"));
        Assert.That(end.Output, Does.EndWith("Optimizer  Adam, learning rate 0.01; its state after 6 steps is stored (18 variables)\nLoss       categorical_crossentropy\n"));
    }

    [TestCase("residual.h5", "residual (Add)", "only straight chains of layers are read")]
    [TestCase("lambda.keras", "lambda (Lambda)", "code in files is never run")]
    [TestCase("lstm.keras", "lstm (LSTM)", "layers of the class 'LSTM' are not supported")]
    [TestCase("no-input-shape.keras", "dense (Dense)", "For example: --input 28,28,1.")]
    [TestCase("legacy-optimizer-short.h5", "Optimizer  Adam", "The optimizer's state is incomplete (12 of 14 variables)")]
    [TestCase("unknown-optimizer.keras", "Optimizer  Sophia", "The optimizer 'Sophia' is not known here")]
    public async Task What_is_not_computed_is_shown_all_the_same_and_why(string file, string shown, string why)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", Path.Combine(KerasFiles.Root, "bad", file));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Contain(shown).And.Contain(why));
    }

    [Test]
    public async Task A_shape_can_be_said_for_a_file_that_does_not_say_it()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", Path.Combine(KerasFiles.Root, "bad", "no-input-shape.keras"), "--input", "28,28,1");

        Assert.That(end.Output, Does.Contain("Input      (None, 28, 28, 1)"));
    }

    [Test]
    public async Task Names_from_a_file_cannot_draw_on_the_terminal()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", KerasAnswers.Of("odd-names-unicode").FileOf("keras"));

        Assert.That(end.Output.Where(char.IsControl).Distinct(), Is.EqualTo("\n"));
        Assert.That(end.Output, Does.Contain("密集 层 😀 (Dense)                   │ (None, 8) "));
    }

    [TestCase("empty.keras", "is empty")]
    [TestCase("lfs-pointer.keras", "run 'git lfs pull'")]
    [TestCase("zip-truncated.keras", "is no complete zip file")]
    [TestCase("h5-something-else.h5", "no file of Keras")]
    public async Task A_file_of_another_kind_is_refused(string file, string told)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("describe", Path.Combine(KerasFiles.Root, "bad", file));

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
    }

    [TestCase("A file and --model name two models: leave one out.", "model.keras", "--model", "1")]
    [TestCase("--input is for a model file: name one, or leave out --input.", "--input", "28,28,1")]
    [TestCase("--input '28x28' is no shape: write sizes from 1 on with commas, for example 28,28,1.", "model.keras", "--input", "28x28")]
    public async Task Options_that_do_not_fit_are_refused(string told, params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(["describe", .. arguments]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "", $"error: {told} See 'describe --help'.\n")));
    }

    // The optimizer's variables are looked at last.
    [TestCase("describe")]
    [TestCase("describe", "--json")]
    [TestCase("diff", "FILE")]
    public async Task What_is_damaged_in_the_optimizers_state_is_told(string command, params string[] others)
    {
        using TemporaryFolder folder = new();
        byte[] damaged = await File.ReadAllBytesAsync(KerasAnswers.Of("nested").FileOf("h5"));
        damaged[damaged.AsSpan().IndexOf("adam/iteration"u8) + "adam/iteratio".Length] = (byte)'m';
        await File.WriteAllBytesAsync(folder["m.h5"], damaged);

        ProgramEnd end = await ProgramProcess.RunAsync([command, folder["m.h5"], .. others.Select(other => other == "FILE" ? folder["m.h5"] : other)]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: '{folder["m.h5"]}' names 'adam/iteratiom' in 'weight_names'"));
    }

    [Test]
    public async Task A_name_writes_no_lines_of_its_own()
    {
        using TemporaryFolder folder = new();
        string json = await File.ReadAllTextAsync(KerasAnswers.Of("nested").FileOf("json"));
        await File.WriteAllTextAsync(folder["m"], json.Replace("\"name\": \"sequential\"", "\"name\": \"x\\nTotal params: 3\"", StringComparison.Ordinal));

        ProgramEnd end = await ProgramProcess.RunAsync("describe", folder["m"]);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.Contain("Model: \"x Total params: 3\"\n").And.Not.Contain("\nTotal params: 3"));
    }
}
