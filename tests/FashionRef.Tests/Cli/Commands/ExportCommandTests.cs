using System.Diagnostics;

namespace FashionRef.Tests.Cli.Commands;

internal sealed class ExportCommandTests
{
    [Test]
    public async Task Without_a_name_the_file_stands_beside_the_weights()
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasReference.WeightsFile(1), folder["model.safetensors"]);

        ProgramEnd end = await ProgramProcess.RunAsync("export", "--weights", folder["model.safetensors"]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(0, $"Model-1 is written to '{folder["model.onnx"]}'.\n", "")));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "model.onnx", "model.safetensors" }));
    }

    [Test]
    [Platform("Linux")]
    public async Task Weights_from_a_pipe_need_a_name_for_the_output()
    {
        using TemporaryFolder folder = new();
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));

        byte[] weights = await File.ReadAllBytesAsync(KerasReference.WeightsFile(1));
        Task writing = Task.Run(() =>
        {
            using FileStream pipe = new(folder["pipe"], FileMode.Open, FileAccess.Write);
            pipe.Write(weights);
        });
        ProgramEnd end = await ProgramProcess.RunAsync("export", "--weights", folder["pipe"]);
        await writing.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", $"error: The weights come from the pipe '{folder["pipe"]}', so no file can be written beside them. Name one with --output.\n")));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "pipe" }));
    }

    [TestCase("--format 'onxn' is not one of onnx.", "--format", "onxn")]
    [TestCase("holds", "--model", "2")]
    [TestCase("which is read. Name another file.", "--output", "w")]
    public async Task A_wrong_request_writes_nothing(string told, params string[] options)
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasReference.WeightsFile(1), folder["w"]);

        ProgramEnd end = await ProgramProcess.RunAsync(
            ["export", "--weights", folder["w"], .. options.Select(option => option == "w" ? folder["w"] : option)]);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Output);
        Assert.That(end.Error, told == "holds" ? Does.Contain("conv2d") : Does.Contain(told));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "w" }));
    }
}
