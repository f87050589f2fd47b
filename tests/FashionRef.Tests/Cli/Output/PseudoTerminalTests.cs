using System.Diagnostics;
using FashionRef.Models;
using FashionRef.Tests.Parity;

namespace FashionRef.Tests.Cli.Output;

/// <summary>The program at a terminal that util-linux' <c>script</c> makes, with standard error read by another, as a build does.</summary>
[Platform("Linux")]
internal sealed class PseudoTerminalTests
{
    private const string ClearLine = "\r\e[K";

    [Test]
    public async Task Progress_is_drawn_though_standard_error_goes_elsewhere()
    {
        string output = await RunAsync(noColor: null);

        Assert.That(output, Does.Contain($"{Shown("step 1 of 2")}{Shown("step 2 of 2")}{ClearLine}"));
    }

    // Without wrapping: a line that wraps cannot be drawn again.
    private static string Shown(string text) => $"{ClearLine}\e[?7l{text}\e[?7h";

    [Test]
    public async Task Elsewhere_none_is_drawn()
    {
        ProgramEnd end = await ProgramProcess.RunAsync(Arguments);

        Assert.That(end.Output, Does.Not.Contain("step 1 of 2").And.Not.Contain("\e"));
    }

    [Test]
    public async Task No_colour_is_written_where_NO_COLOR_is_set()
    {
        string output = await RunAsync(noColor: "1");

        Assert.That(output, Does.Contain("step 1 of 2"));
        Assert.That(output, Does.Not.Match(@"\e\[[0-9;]*m"));
    }

    [Test]
    public async Task An_empty_NO_COLOR_is_none()
    {
        RealDataset.Load();
        using TemporaryFolder artifacts = new();
        using TestProcess process = Start(
            noColor: "", "train", "--model", "1", "--artifacts", artifacts.Path, "--data", Path.Combine(Repository.Artifacts, "data"));
        string shown = "";
        while (!shown.Contains("Epoch 1/10") || !shown.Contains("\e[32m"))
        {
            string more = await process.ReadAsync();
            Assert.That(more, Is.Not.Empty, shown);
            shown += more;
        }
    }

    private static string[] Arguments =>
        ["parity", "--trace", KerasTraces.PathOf(1, Precision.Float32), "--steps", "2", "--artifacts", Repository.Artifacts];

    private static async Task<string> RunAsync(string? noColor)
    {
        RealDataset.Load();
        using TestProcess process = Start(noColor, Arguments);
        ProgramEnd end = await process.EndAsync();
        Assert.That(end.ExitCode, Is.Zero, end.Output);
        return end.Output;
    }

    private static TestProcess Start(string? noColor, params string[] arguments)
    {
        string program = Path.Combine(TestContext.CurrentContext.TestDirectory, "FashionRef.Cli.dll");
        string command = string.Join(' ', new[] { "dotnet", program }.Concat(arguments).Select(word => $"'{word}'"));
        ProcessStartInfo start = new("script", ["--quiet", "--return", "--command", $"{command} 2>/dev/null", "/dev/null"])
        {
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm", ["NO_COLOR"] = noColor },
        };
        return TestProcess.Start(start);
    }
}
