using System.Diagnostics;
using FashionRef.Files;

namespace FashionRef.Tests.Files;

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
            Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest).And.Message.Contains(folder["a"]));
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

    [TestCase("")]
    [TestCase("not-there/")]
    public void A_folder_is_no_file(string name)
    {
        using TemporaryFolder folder = new();

        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.WriteText(folder[name], "text"))!;

        Assert.That(error.Message, Does.Contain("It is a folder."));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_the_machines_fault_and_is_named()
    {
        using TemporaryFolder folder = new();
        string file = folder["file.txt"];
        AtomicFile.WriteText(file, "a file where a folder is wanted");

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => AtomicFile.WriteText(Path.Combine(file, "inner.txt"), "text"))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.Contain("inner.txt"));
    }

    [TestCase("file.txt")]
    [TestCase("new/deep/file.txt")]
    public void A_full_disk_names_the_file_and_leaves_nothing(string name)
    {
        using TemporaryFolder folder = new();

        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.Write(
            folder[name], stream => throw new IOException($"No space left on device : '{((FileStream)stream).Name}'")))!;

        Assert.That((error.Kind, error.Message), Is.EqualTo(
            (FaultKind.MachineCannot, $"'{folder[name]}' cannot be written: No space left on device. Free space there, or write to another folder.")));
        Assert.That(folder.Entries, Is.Empty);
    }

    [TestCase("/proc/x", "No file can be made in '/proc'.")]
    [TestCase("/proc/x/y/z", "No file can be made in '/proc'.")]
    [TestCase("/dev/null/x", "'/dev/null' is a file, not a folder.")]
    [Platform("Linux")]
    public void Where_no_file_can_be_made_is_told_in_the_users_words(string path, string reason)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.WriteText(path, "text"))!;

        Assert.That((error.Kind, error.Message), Is.EqualTo(
            (FaultKind.MachineCannot, $"'{path}' cannot be written: {reason} Free space there, or write to another folder.")));
    }

    [Test]
    [Platform("Linux")]
    public void Of_a_path_that_cannot_be_made_no_part_is_made()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder["new"], new string('x', 300), "file.txt");

        FashionRefException error = Assert.Throws<FashionRefException>(() => AtomicFile.WriteText(path, "text"))!;

        Assert.That((error.Kind, error.Message), Is.EqualTo(
            (FaultKind.MachineCannot, $"'{path}' cannot be written: Its path is too long. Free space there, or write to another folder.")));
        Assert.That(folder.Entries, Is.Empty);
    }

    // .NET itself needs large files unless its memory is both written and executed.
    [Test]
    [Platform("Linux")]
    public async Task A_limit_of_a_files_size_fails_as_a_full_disk_does()
    {
        using TemporaryFolder folder = new();
        string file = folder["model.onnx"];

        ProgramEnd end = await ProgramProcess.RunInShellAsync(
            "ulimit -f 8; DOTNET_EnableWriteXorExecute=0 \"$@\"", "convert", KerasReference.WeightsFile(1), file);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            3, "", $"error: '{file}' cannot be written: It becomes larger than its file system or the limit of 'ulimit -f' allows. Free space there, or write to another folder.\n")));
        Assert.That(folder.Entries, Is.Empty);
    }
}
