using System.Diagnostics;

namespace FashionRef.Tests.Support;

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
        Assert.That(() => ProcessTree.IsAlive(int.Parse(File.ReadAllText(folder["child"]))), Is.False.After(5000, 10));
    }

    [Test]
    public async Task When_a_test_ends_its_children_are_gone_also_those_that_have_a_terminal_of_their_own()
    {
        // Memory takes time to give back, so that one that was only told to end would still be seen.
        const string Big = "x=$(printf %300000000d 0); echo $$; sleep 1000; echo ${#x}";
        int child;
        using (TestProcess process = TestProcess.Start(new ProcessStartInfo("script", ["--quiet", "--command", Big, "/dev/null"])))
        {
            child = int.Parse((await process.ReadLineAsync())!);
            Assert.That(ProcessTree.IsAlive(child));
        }

        Assert.That(ProcessTree.IsAlive(child), Is.False);
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
}
