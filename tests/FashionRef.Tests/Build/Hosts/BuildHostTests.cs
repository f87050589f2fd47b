using System.Diagnostics;
using System.Text.RegularExpressions;
using FashionRef.Gate.Outputs;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>Both hosts of the build's steps end alike: the same exit codes, the same messages.</summary>
[Platform("Linux", Reason = "Signals, and a fake program that is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed partial class BuildHostTests
{
    private static readonly BuildHost[] Hosts = Enum.GetValues<BuildHost>();

    private CakeFolder _untouched = null!;

    [OneTimeSetUp]
    public async Task Make() => _untouched = await CakeFolder.CreateAsync();

    [OneTimeTearDown]
    public void Remove() => _untouched.Dispose();

    [TestCase("--target=Trian", "There is no target 'Trian'. Did you mean 'Train'? The targets are Clean, Build, Fetch, ")]
    [TestCase("--epoch=3", "There is no option '--epoch'. Did you mean '--epochs'? The options are --target, --model, ")]
    [TestCase("--model", "--model takes one value, written as --model=VALUE.")]
    [TestCase("--junit=build", "--junit is an option of --target=Gate, not of --target=Default.")]
    public async Task A_wrong_request_is_refused_in_the_same_words(string argument, string message)
    {
        ProgramEnd[] ends = await Task.WhenAll(Hosts.Select(host => _untouched.RunAsync(host, argument)));

        Assert.That(ends[0].Error, Does.StartWith($"Error: {message}").And.EndsWith("\n"));
        Assert.That(ends, Is.All.EqualTo(new ProgramEnd(2, "", ends[0].Error)), "No colours, and nothing but the message.");
    }

    // In the script's own host Cake reads the command line, before the script.
    [TestCase(BuildHost.Cake, 255, "Expected an option value.")]
    [TestCase(BuildHost.Program, 2, "Error: --model takes one value, written as --model=VALUE.")]
    public async Task An_empty_value_is_refused(BuildHost host, int exitCode, string message)
    {
        ProgramEnd end = await _untouched.RunAsync(host, "--model=");

        Assert.That(end.ExitCode, Is.EqualTo(exitCode));
        Assert.That(end.Output + end.Error, Does.Contain(message));
    }

    [Test]
    public async Task A_command_line_that_the_host_cannot_read_is_a_wrong_request() =>
        Assert.That((await _untouched.RunAsync(BuildHost.Program, "Train")).ExitCode, Is.EqualTo(2));

    [Test]
    public async Task Elsewhere_than_in_the_repository_the_program_says_where_it_belongs()
    {
        using TemporaryFolder elsewhere = new();
        ProcessStartInfo start = new(CakeFolder.Command(BuildHost.Program)[0], CakeFolder.Command(BuildHost.Program).Skip(1)) { WorkingDirectory = elsewhere.Path };

        ProgramEnd end = await TestProcess.RunAsync(start);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", $"Error: There is no build/Pipeline.proj in '{elsewhere.Path}'. Run the build in the repository's own folder.\n")));
    }

    [TestCaseSource(nameof(Hosts))]
    public async Task A_disk_that_is_full_is_no_check_that_says_no(BuildHost host)
    {
        ProcessStartInfo start = new("sh", ["-c", "exec \"$@\" > /dev/full", "sh", .. CakeFolder.Command(host, "--target=Fetch", "--exclusive")])
        {
            WorkingDirectory = _untouched.Pipeline.Folder,
        };

        ProgramEnd end = await TestProcess.RunAsync(start);

        Assert.That(end.ExitCode, Is.EqualTo(3));
        Assert.That(end.Error, Does.EndWith("Error: Standard output or a file cannot be used: No space left on device. Check that the disk has free space.\n"));
        Assert.That(_untouched.Pipeline.Requests, Is.Empty);
    }

    [Test]
    public async Task A_gate_that_says_no_is_told_with_the_same_errors()
    {
        ProgramEnd[] ends = await Task.WhenAll(Hosts.Select(async host =>
        {
            using CakeFolder folder = await CakeFolder.CreateAsync();
            folder.Pipeline.LetJudge(1, GateJson.Format(Reports.Failed));
            ProgramEnd end = await folder.RunAsync(host, "--target=Gate", "--model=1", "--exclusive");
            return end with { Output = Duration().Replace(end.Output.Replace(folder.Pipeline.Folder, "FOLDER", StringComparison.Ordinal), "TIME") };
        }));

        Assert.That(ends[0].ExitCode, Is.EqualTo(1));
        Assert.That(ends[0].Output, Does.Contain("model1-seed1 : error FREF2005: Model-1, seed 1: test accuracy 0.7000 is not in 0.8213 to 0.8841."));
        Assert.That(ends[0].Error, Is.EqualTo(
            "An error occurred when executing task 'Gate'.\nError: Gate failed; the output above says why, unless it was stopped or killed.\n"));
        Assert.That(ends[1], Is.EqualTo(ends[0]));
    }

    // As a terminal sends it: to all that run in it.
    [TestCaseSource(nameof(Hosts))]
    public async Task Ctrl_C_is_told_by_the_exit_code(BuildHost host)
    {
        using CakeFolder folder = await CakeFolder.CreateAsync();
        folder.Pipeline.LetWait("fetch");
        using TestProcess process = folder.StartHearingCtrlC(host, "--target=Fetch", "--exclusive");
        await folder.Pipeline.BuildProcessAsync("fetch");

        await TestProcess.SignalAsync("-INT", ProcessTree.ChildrenOf(process.Id).Prepend(process.Id));

        ProgramEnd end = await process.EndAsync();
        Assert.That(end.ExitCode, Is.EqualTo(130), end.Output);
        Assert.That(end.Error, Does.Contain("the output above says why, unless it was stopped or killed."));
    }

    [GeneratedRegex(@"\d\d:\d\d:\d\d\.\d+")]
    private static partial Regex Duration();
}
