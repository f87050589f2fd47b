using System.Diagnostics;

namespace FashionRef.Tests;

/// <summary>How tests start processes.</summary>
[Platform("Linux")]
internal sealed class TestProcessTests
{
    [Test]
    public void One_that_takes_longer_than_its_limit_is_killed_with_its_children_and_the_test_fails()
    {
        using TemporaryFolder folder = new();

        AssertionException? failure = Assert.ThrowsAsync<AssertionException>(() => TestProcess.RunAsync(
            new ProcessStartInfo("sh", ["-c", $"echo words >&2; sleep 1000 & echo $! > '{folder["child"]}'; wait"]), TimeSpan.FromSeconds(1)));

        Assert.That(failure!.Message, Does.StartWith("'sh -c ").And.EndsWith("took longer than 00:00:01, and was killed. It wrote to standard error: words\n"));
        Assert.That(() => IsAlive(int.Parse(File.ReadAllText(folder["child"]))), Is.False.After(5000, 10));
    }

    [Test]
    public async Task Ctrl_C_reaches_one_though_the_tests_were_started_to_ignore_it()
    {
        ProcessStartInfo hearing = TestProcess.HearingCtrlC("sh", "-c", "kill -INT $$; echo deaf");

        // As a shell without a terminal starts what ends with &.
        ProgramEnd end = await TestProcess.RunAsync(
            new ProcessStartInfo("sh", ["-c", "trap '' INT; exec \"$0\" \"$@\"", hearing.FileName, .. hearing.ArgumentList]));

        Assert.That(end, Is.EqualTo(new ProgramEnd(130, "", "")));
    }

    // One that has ended and that nobody has asked for its exit code is still listed, as a zombie.
    internal static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
