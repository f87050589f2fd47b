namespace FashionRef.Tests.Files;

/// <summary>The program where standard output or standard error take nothing.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
internal sealed class StandardStreamsTests
{
    private const string Lost = "error: Standard output cannot be written: ";

    [TestCase("> /dev/full", "No space left on device. ")]
    [TestCase(">&-", "It is closed. ")]
    [TestCase("<&- >&-", "It is closed. ")]
    [TestCase(">> \"$file\"", "It becomes larger than its file system or the limit of 'ulimit -f' allows. ")]
    public async Task What_standard_output_does_not_take_is_told_in_a_line(string behind, string reason)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["full"], new byte[1_000_000]);

        // .NET itself starts with so small a limit only without this guard of its own.
        ProgramEnd end = await ProgramProcess.RunInShellAsync(
            $"file='{folder["full"]}'; ulimit -f 1000; DOTNET_EnableWriteXorExecute=0 \"$@\" {behind}", "describe");

        Assert.That(end.ExitCode, Is.EqualTo(3), end.Error);
        Assert.That(end.Error, Does.StartWith(Lost + reason).And.EndsWith("\n"));
        Assert.That(end.Error.Count(character => character == '\n'), Is.EqualTo(1), end.Error);
    }

    [Test]
    public async Task A_reader_that_has_gone_is_told()
    {
        ProgramEnd end = await ProgramProcess.RunInShellAsync("""{ { "$@"; echo $? >&2; } 2>&3 | true; } 3>&2""", "describe");

        Assert.That(end.Error, Does.StartWith(Lost).And.EndsWith("3\n"));
    }

    [TestCase(3, "> /dev/full 2>&1", "describe")]
    [TestCase(3, ">&- 2>&-", "describe")]
    [TestCase(3, "<&- >&- 2>&-", "describe")]
    [TestCase(2, "<&- >&- 2>&-", "describe", "--nope")]
    [TestCase(2, "2> /dev/full", "describe", "--nope")]
    [TestCase(0, "2>&-", "describe")]
    public async Task With_standard_error_lost_too_the_exit_code_is_right(int exitCode, string behind, params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunInShellAsync($"\"$@\" {behind}", arguments);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((exitCode, "")));
    }
}
