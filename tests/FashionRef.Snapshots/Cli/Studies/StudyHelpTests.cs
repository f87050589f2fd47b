using FashionRef.Snapshots.Cli.Help;

namespace FashionRef.Snapshots.Cli.Studies;

/// <summary>The help of the commands below <c>study</c>.</summary>
internal sealed class StudyHelpTests
{
    [TestCase("plan")]
    [TestCase("run")]
    [TestCase("submit")]
    [TestCase("status")]
    [TestCase("report")]
    [TestCase("audit")]
    public async Task Help_of_a_command(string command) => await Verifier.Verify(await HelpTests.HelpAsync("study", command));
}
