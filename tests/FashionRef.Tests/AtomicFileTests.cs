namespace FashionRef.Tests;

internal sealed class AtomicFileTests
{
    [Test]
    public void A_failed_write_leaves_the_old_content_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("file.txt");
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

    [Test]
    public void A_folder_that_cannot_be_made_is_the_machines_fault_and_is_named()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("file.txt");
        AtomicFile.WriteText(file, "a file where a folder is wanted");

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => AtomicFile.WriteText(Path.Combine(file, "inner.txt"), "text"))!;

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.MachineCannot));
        Assert.That(error.Message, Does.Contain("inner.txt"));
    }
}
