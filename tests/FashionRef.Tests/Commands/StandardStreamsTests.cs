namespace FashionRef.Tests.Commands;

/// <summary>The program where standard output or standard error take nothing.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
internal sealed class StandardStreamsTests
{
    private const string Lost = "error: Standard output cannot be written: ";

    [TestCase("> /dev/full", "No space left on device. ")]
    [TestCase(">&-", "It is closed. ")]
    [TestCase("<&- >&-", "It is closed. ")]
    public async Task What_standard_output_does_not_take_is_told_in_a_line(string behind, string reason)
    {
        ProgramEnd end = await ProgramProcess.RunInShellAsync($"\"$@\" {behind}", "describe");

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
