using FashionRef.Cli.Output;

namespace FashionRef.Tests.Cli.Output;

internal sealed class StepCounterTests
{
    [TestCase(true, "\r\e[K\e[?7lstep 1 of 2\e[?7h\r\e[K\e[?7lstep 2 of 2\e[?7h\r\e[K")]
    [TestCase(false, "")]
    public void Steps_are_counted_in_one_line_at_a_terminal_and_nothing_stays(bool isTerminal, string expected)
    {
        using StringWriter output = new();
        using (StepCounter counter = new(output, 2, isTerminal))
        {
            counter.Show(1);
            counter.Show(2);
        }

        Assert.That(output.ToString(), Is.EqualTo(expected));
    }
}
