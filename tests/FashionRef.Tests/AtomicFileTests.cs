using System.Diagnostics;

namespace FashionRef.Tests;

internal sealed class AtomicFileTests
{
    [Test]
    public void A_failed_write_leaves_the_old_content_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string path = folder["file.txt"];
        AtomicFile.WriteText(path, "old");

        Assert.That(
            () => AtomicFile.Write(path, stream =>
            {
                stream.WriteByte((byte)'n');
                throw new InvalidOperationException("killed");
            }),
            Throws.InvalidOperationException);

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [TestCase("link", "file")]
    [TestCase("link", "inner/new")]
    [Platform("Linux")]
    public void A_link_stays_and_what_it_leads_to_is_written(string link, string target)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "old");
        File.CreateSymbolicLink(folder[link], target);
        File.CreateSymbolicLink(folder["link of link"], folder[link]);

        AtomicFile.WriteText(folder["link of link"], "new");

        Assert.That(new FileInfo(folder["link of link"]).LinkTarget, Is.EqualTo(folder[link]));
        Assert.That(new FileInfo(folder[link]).LinkTarget, Is.EqualTo(target));
        Assert.That(File.ReadAllText(folder[target]), Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public void Links_in_a_circle_are_no_file()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["a"], folder["b"]);
        File.CreateSymbolicLink(folder["b"], folder["a"]);

        Assert.That(
            () => AtomicFile.WriteText(folder["a"], "new"),
            Throws.TypeOf<FashionRefException>().With.Property("ExitCode").EqualTo(ExitCode.BadRequest).And.Message.Contains(folder["a"]));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_pipe_stays_one_and_its_reader_gets_the_content()
    {
        using TemporaryFolder folder = new();
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        Task<string> reader = Task.Run(() => File.ReadAllText(folder["pipe"]));

        AtomicFile.WriteText(folder["pipe"], "new");

        Assert.That(await reader.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo("new"));
        Assert.That(FileFacts.Of(folder["pipe"])!.IsRegular, Is.False);
    }

    [Test]
    [Platform("Linux")]
    public void A_device_is_written_and_its_failure_told()
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.WriteText("/dev/full", "text"))!;

        Assert.That(error.Message, Does.StartWith("'/dev/full' cannot be written: No space left on device"));
        Assert.That(FileFacts.Of("/dev/full")!.IsCharacterDevice, Is.True);
    }

    [Test]
    public void A_folder_is_no_file()
    {
        using TemporaryFolder folder = new();

        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.WriteText(folder.Path, "text"))!;

        Assert.That(error.Message, Does.Contain("It is a folder."));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_the_machines_fault_and_is_named()
    {
        using TemporaryFolder folder = new();
        string file = folder["file.txt"];
        AtomicFile.WriteText(file, "a file where a folder is wanted");

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => AtomicFile.WriteText(Path.Combine(file, "inner.txt"), "text"))!;

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.MachineCannot));
        Assert.That(error.Message, Does.Contain("inner.txt"));
    }
}
