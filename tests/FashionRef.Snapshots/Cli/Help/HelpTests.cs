using System.Text.RegularExpressions;
using FashionRef.Tests.Support;

namespace FashionRef.Snapshots.Cli.Help;

/// <summary>The help of the program and of every command, as the program prints it into a file.</summary>
internal sealed partial class HelpTests
{
    private static readonly string[] Commands = ["describe", "fetch", "train", "evaluate", "predict", "convert", "diff", "parity", "probes", "gate", "expect", "baseline", "rates", "report", "bits", "benchmark", "study"];

    // What the help shows of the machine: the default of --threads, and of --data.
    private static readonly Dictionary<string, string> Machine = new()
    {
        ["DOTNET_PROCESSOR_COUNT"] = "4",
        ["FASHIONREF_DATA"] = string.Empty,
    };

    [Test]
    public async Task Help_of_the_program() => await Verifier.Verify(await HelpAsync());

    [TestCaseSource(nameof(Commands))]
    public async Task Help_of_a_command(string command) => await Verifier.Verify(await HelpAsync(command)).UseDirectory("Commands");

    [Test]
    public async Task No_command_is_left_out()
    {
        string help = await HelpAsync();

        IEnumerable<string> listed = CommandName().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..])
            .Select(match => match.Groups["name"].Value);
        Assert.That(listed, Is.EqualTo(Commands));
    }

    internal static async Task<string> HelpAsync(params string[] command)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(Machine, [.. command, "--help"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, string.Empty)));
        return end.Output;
    }

    [GeneratedRegex(@"^  (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex CommandName();
}
