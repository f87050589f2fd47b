using System.Diagnostics;
using FashionRef.Cli.Output;

namespace FashionRef.Tests.Cli.Output;

internal sealed class OutputFilesTests
{
    [TestCase("file", "which is read")]
    [TestCase("./x/../file", "which is read")]
    [TestCase("link", "which is read")]
    [TestCase("hard", "which is read")]
    [TestCase("new", "written by --other too")]
    [TestCase("dangling", "written by --other too")]
    [TestCase("x", "a folder")]
    [TestCase("not-there/", "a folder")]
    [Platform("Linux")]
    public async Task An_output_that_is_another_file_of_the_request_is_refused(string name, string told)
    {
        using TemporaryFolder folder = await MadeAsync();

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => OutputFiles.Refuse([folder["file"], folder["nowhere"]], ("--other", folder["new"]), ("--json", folder[name])))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"--json '{folder[name]}' is ").And.Contains(told));
    }

    [TestCase("nowhere/../file")]
    [TestCase("to-x/../file")]
    [TestCase("x/./../nowhere/../hard")]
    [Platform("Linux")]
    public async Task A_path_is_what_NET_makes_of_it_and_not_what_the_system_would(string name)
    {
        using TemporaryFolder folder = await MadeAsync();
        Directory.CreateDirectory(folder["elsewhere/deep"]);
        File.CreateSymbolicLink(folder["to-x"], "elsewhere/deep");

        Assert.That(
            () => OutputFiles.Refuse([folder["file"]], ("--json", $"{folder.Path}/{name}")),
            Throws.InstanceOf<FashionRefException>().With.Message.Contains("which is read"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Others_and_devices_are_not()
    {
        using TemporaryFolder folder = await MadeAsync();

        Assert.That(
            () => OutputFiles.Refuse([folder["file"], "/dev/null"], ("--a", folder["nowhere"]), ("--b", "/dev/null"), ("--c", "/dev/null"), ("--d", null)),
            Throws.Nothing);
    }

    private static async Task<TemporaryFolder> MadeAsync()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "text");
        Directory.CreateDirectory(folder["x"]);
        File.CreateSymbolicLink(folder["link"], "file");
        File.CreateSymbolicLink(folder["dangling"], "new");
        await TestProcess.RunAsync(new ProcessStartInfo("ln", [folder["file"], folder["hard"]]));
        return folder;
    }
}
