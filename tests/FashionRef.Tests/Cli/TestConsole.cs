using Spectre.Console;

namespace FashionRef.Tests.Cli;

/// <summary>A console whose text a test can read; wide, so that nothing wraps.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter _writer = new() { NewLine = "\n" };

    public TestConsole(bool isTerminal, ColorSystemSupport colors = ColorSystemSupport.NoColors)
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = colors,
            Out = new Output(_writer, isTerminal),
            EnvironmentVariables = new Dictionary<string, string>(),
        });
        Console.Profile.Width = 400;
    }

    public IAnsiConsole Console { get; }

    public string Text => _writer.ToString();

    public void Dispose() => _writer.Dispose();

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 400;

        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
