using System.Diagnostics;
using FashionRef.Files;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Files;

internal sealed class FolderLockTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Only_one_has_it_and_the_other_is_told_who()
    {
        using (FolderLock? first = FolderLock.TryAcquire(_folder.Path, out _))
        {
            Assert.That(first, Is.Not.Null);
            Assert.That(FolderLock.TryAcquire(_folder.Path, out string owner), Is.Null);
            Assert.That(owner, Is.EqualTo($"process {Environment.ProcessId} on '{Environment.MachineName}'"));
        }

        Assert.That(_folder.Entries, Is.Empty);
        using FolderLock? second = FolderLock.TryAcquire(_folder.Path, out _);
        Assert.That(second, Is.Not.Null);
    }

    [Test]
    public void A_folder_that_was_made_for_it_and_stays_empty_goes_with_it()
    {
        FolderLock.TryAcquire(_folder["runs/of/one"], out _)!.Dispose();
        Assert.That(_folder.Entries, Is.Empty);

        using (FolderLock.TryAcquire(_folder["runs/of/two"], out _))
        {
            File.WriteAllText(_folder["runs/file"], "");
        }

        Assert.That(Directory.GetFileSystemEntries(_folder["runs"]), Is.EqualTo(new[] { _folder["runs/file"] }));
    }

    [Test]
    public void Among_many_at_once_that_find_one_left_one_gets_it()
    {
        for (int round = 0; round < 200; round++)
        {
            Leave(FileOwner.Current with { Start = "00000000" });

            FolderLock?[] locks = new FolderLock?[16];
            Parallel.For(0, locks.Length, i => locks[i] = FolderLock.TryAcquire(_folder.Path, out _));

            Assert.That(locks.Count(held => held is not null), Is.EqualTo(1));
            Assert.That(_folder.Entries, Is.EqualTo(new[] { ".lock" }));
            locks.Single(held => held is not null)!.Dispose();
        }
    }

    // The number of a process is given to another once it has ended.
    [TestCase(0)]
    [TestCase(int.MaxValue)]
    public void That_of_a_process_that_has_ended_is_taken_over(int process)
    {
        Leave(FileOwner.Current with { Process = process == 0 ? Environment.ProcessId : process, Start = "00000000" });

        using FolderLock? held = FolderLock.TryAcquire(_folder.Path, out _);

        Assert.That(held, Is.Not.Null);
    }

    [Test]
    [Platform("Linux")]
    public async Task That_of_a_process_that_lives_is_not_and_when_it_was_killed_it_is()
    {
        using TestProcess other = TestProcess.Start(new ProcessStartInfo("sleep", ["1000"]));
        Leave(FileOwner.Current with { Process = other.Id, Start = FileOwner.StartOf(other.Id)! });

        Assert.That(FolderLock.TryAcquire(_folder.Path, out string owner), Is.Null);
        Assert.That(owner, Is.EqualTo($"process {other.Id} on '{Environment.MachineName}'"));
        await TestProcess.SignalAsync("-KILL", other.Id);
        await other.EndAsync();
        using FolderLock? held = FolderLock.TryAcquire(_folder.Path, out _);
        Assert.That(held, Is.Not.Null);
    }

    [Test]
    public void That_of_another_machine_is_never_taken_over()
    {
        Leave(new FileOwner("elsewhere", int.MaxValue, "00000000"));

        Assert.That(FolderLock.TryAcquire(_folder.Path, out string owner), Is.Null);
        Assert.That(owner, Is.EqualTo($"process {int.MaxValue} on 'elsewhere'"));
    }

    [TestCase("")]
    [TestCase("something else")]
    public void One_without_an_owner_is_taken_over_once_it_is_old(string text)
    {
        File.WriteAllText(_folder[".lock"], text);
        Assert.That(FolderLock.TryAcquire(_folder.Path, out _), Is.Null, "Its owner may be about to write its name.");

        File.SetLastWriteTimeUtc(_folder[".lock"], TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));

        using FolderLock? held = FolderLock.TryAcquire(_folder.Path, out _);
        Assert.That(held, Is.Not.Null);
    }

    // Nothing of these tells whether somebody writes: a file of a clock that is ahead, one that nobody may read whole, none at all.
    [TestCase("ahead")]
    [TestCase("endless")]
    [TestCase("pipe")]
    [TestCase("folder")]
    [TestCase("link")]
    [Platform("Linux")]
    public async Task What_is_no_lock_is_named_to_be_deleted(string kind)
    {
        string file = _folder[".lock"];
        switch (kind)
        {
            case "ahead":
                File.WriteAllText(file, "\u0001\u0002");
                break;
            case "endless":
                File.CreateSymbolicLink(file, "/dev/zero");
                break;
            case "pipe":
                await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [file]));
                break;
            case "folder":
                Directory.CreateDirectory(file);
                break;
            default:
                File.CreateSymbolicLink(file, _folder["none"]);
                break;
        }

        await TestProcess.RunAsync(new ProcessStartInfo("touch", ["-h", "-d", "2100-01-01", file]));

        FashionRefException error = await Task.Run(() => Assert.Throws<FashionRefException>(() => new RunFolder(_folder.Path).Lock())!)
            .WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That((error.Kind, error.Message), Is.EqualTo((
            FaultKind.MachineCannot,
            $"The run in '{_folder.Path}' is being written by a process that '{file}' does not name, and two trainings at once would mix their files. "
            + $"Wait for its end, or, if no training runs there any more, delete '{file}'.")));
    }

    [Test]
    public void A_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_folder["file"], "A file cannot hold a file.");

        FashionRefException error = Assert.Throws<FashionRefException>(() => FolderLock.TryAcquire(_folder["file"], out _))!;

        Assert.That((error.Kind, error.Remedy), Is.EqualTo((FaultKind.MachineCannot, Remedy.OtherFolder)));
        Assert.That(error.Message, Does.StartWith($"The folder '{_folder["file"]}' cannot be written: "));
    }

    private void Leave(FileOwner owner) => File.WriteAllText(_folder[".lock"], owner.ToText());
}
