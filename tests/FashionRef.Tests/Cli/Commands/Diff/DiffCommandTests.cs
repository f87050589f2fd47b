namespace FashionRef.Tests.Cli.Commands.Diff;

internal sealed class DiffCommandTests
{
    private static readonly KerasAnswers Nested = KerasAnswers.Of("nested");

    [TestCase("keras", "h5", "equal", "equal")]
    [TestCase("json", "json", "neither has any", "not compared")]
    public async Task Two_forms_of_one_model_are_equal(string a, string b, string weights, string answers)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("diff", Nested.FileOf(a), Nested.FileOf(b));

        Assert.That(end, Is.EqualTo(new ProgramEnd(0, $"Configuration  equal\nWeights        {weights}\nTraining       equal\nAnswers        {answers}\n", "")));
    }

    [Test]
    public async Task Names_alone_hide_no_other_difference()
    {
        using TemporaryFolder folder = new();
        string json = await File.ReadAllTextAsync(Nested.FileOf("json"));
        await File.WriteAllTextAsync(folder["named"], json.Replace("\"dense_1\"", "\"answer\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["both"], json.Replace("\"dense_1\"", "\"answer\"", StringComparison.Ordinal).Replace("\"softmax\"", "\"sigmoid\"", StringComparison.Ordinal));

        ProgramEnd named = await ProgramProcess.RunAsync("diff", Nested.FileOf("json"), folder["named"]);
        ProgramEnd both = await ProgramProcess.RunAsync("diff", Nested.FileOf("json"), folder["both"]);

        Assert.That((named.ExitCode, both.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(named.Output, Does.Match("^Configuration  only in names: layer [0-9]+ is 'dense_1' .* in A, and 'answer' .* in B\n"));
        Assert.That(both.Output, Does.Match("^Configuration  layer [0-9]+ is 'dense_1' .*Softmax.* in A, and 'answer' .*Sigmoid.* in B\n"));
    }

    [Test]
    public async Task The_first_layer_that_differs_is_told_in_words()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("diff", Nested.FileOf("keras"), KerasAnswers.Of("frozen").FileOf("keras"));

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.Output, Does.StartWith("Configuration  layer 2 is 'conv2d' (Conv2D with Filters = 4,"));
        Assert.That(end.Output, Does.Contain(", not trainable) in B\n").And.EndsWith("Answers        not compared\n"));
    }

    [Test]
    public async Task Weights_and_answers_that_differ_are_told_with_how_much()
    {
        using TemporaryFolder folder = new();
        byte[] damaged = await File.ReadAllBytesAsync(Nested.FileOf("h5"));
        int kernel = damaged.AsSpan().IndexOf(BitConverter.GetBytes(-0.14935709536075592f));
        BitConverter.TryWriteBytes(damaged.AsSpan(kernel), -0.25f);
        await File.WriteAllBytesAsync(folder["b.h5"], damaged);

        ProgramEnd end = await ProgramProcess.RunAsync("diff", Nested.FileOf("h5"), folder["b.h5"]);

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.Output, Does.Contain("Weights        1 of 10 differ, the first is 'sequential/features/conv2d/kernel', the most 'sequential/features/conv2d/kernel', by up to 0.101\n"));
        Assert.That(end.Output, Does.Contain("Answers        outputs before a last softmax differ by up to "));
    }

    [Test]
    public async Task Weights_alone_are_no_model()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("diff", Nested.FileOf("keras"), Nested.FileOf("weights.h5"));

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain("holds weights only"));
    }
}
