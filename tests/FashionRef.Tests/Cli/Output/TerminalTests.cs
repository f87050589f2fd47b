using FashionRef.Cli.Output;
using Spectre.Console;

namespace FashionRef.Tests.Cli.Output;

internal sealed class TerminalTests
{
    [TestCase(true, ColorSystemSupport.Standard, true, true)]
    [TestCase(true, ColorSystemSupport.NoColors, true, false)]
    [TestCase(false, ColorSystemSupport.Standard, false, false)]
    public void Colours_need_a_terminal_that_has_them(bool isTerminal, ColorSystemSupport system, bool interactive, bool colors)
    {
        using TestConsole console = new(isTerminal, system);

        Assert.That(Terminal.IsInteractive(console.Console), Is.EqualTo(interactive));
        Assert.That(Terminal.WantsColors(console.Console), Is.EqualTo(colors));
    }
}
