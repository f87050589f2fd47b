using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>How build.cake ends, whatever happens to the processes that it starts and to itself. Without need (--exclusive) nothing is built before.</summary>
[Platform("Linux", Reason = "Signals, and a fake program that is a shell script.")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class CakeTests
{
    private const string Hangup = "-HUP";
    private const string Killed = "-KILL";
    private const string Terminate = "-TERM";

    private CakeFolder _folder = null!;

    [SetUp]
    public async Task Make() => _folder = await CakeFolder.CreateAsync();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Success_and_failure_are_the_programs_own()
    {
        (int exitCode, string output, _) = await _folder.RunAsync("Train");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(Directory.GetFiles(_folder["artifacts/obj"], "result*"), Is.Empty);

        _folder.Pipeline.LetFail("report", 2, "error: No.\n");
        File.Delete(_folder["artifacts/report/index.html"]);
        Assert.That((await _folder.RunAsync("Report", "--exclusive")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task An_earlier_verdict_does_not_outlive_a_gate_that_is_not_reached()
    {
        GateReport passed = new([]);
        string[] verdicts = [_folder["v.xml"], _folder["v.json"], _folder["v.md"]];
        File.WriteAllText(verdicts[0], JUnitXml.Format(passed));
        File.WriteAllText(verdicts[1], GateJson.Format(passed));
        File.WriteAllText(verdicts[2], GateMarkdown.Format(passed));
        File.WriteAllText(_folder["FashionRef.sln"], "not a solution");

        ProgramEnd end = await _folder.RunAsync("Gate", "--junit=v.xml", "--json=v.json", "--markdown=v.md");
        Assert.That(end.ExitCode, Is.Not.Zero, end.Output);
        Assert.That(verdicts.Where(File.Exists), Is.Empty);
    }

    // As on a full disk.
    [Test]
    public async Task What_MSBuild_itself_cannot_write_is_the_machines_fault()
    {
        Directory.CreateDirectory(_folder["artifacts"]);
        File.WriteAllText(_folder["artifacts/obj"], "no folder");

        (int exitCode, string output, _) = await _folder.RunAsync("Train", "--exclusive");

        Assert.That(exitCode, Is.EqualTo(3), output);
    }

    [TestCase(Killed)]
    [TestCase(Terminate)]
    public async Task A_build_that_is_killed_is_a_failure_and_its_program_stops(string signal)
    {
        _folder.Pipeline.LetWait("fetch");
        using TestProcess cake = _folder.Start(new Dictionary<string, string>(), "--target=Fetch", "--exclusive");

        await TestProcess.SignalAsync(signal, await _folder.Pipeline.BuildProcessAsync("fetch"));

        (int exitCode, string output, _) = await cake.EndAsync();
        Assert.That(exitCode, Is.AnyOf(3, 130), output);
        await _folder.Pipeline.StopIsToldAsync("fetch");
    }

    [Test]
    public async Task SIGTERM_stops_the_program_and_Cake_waits_for_it()
    {
        _folder.Pipeline.LetWait("fetch");
        using TestProcess cake = _folder.Start(new Dictionary<string, string>(), "--target=Fetch", "--exclusive");
        await _folder.Pipeline.BuildProcessAsync("fetch");

        await TestProcess.SignalAsync(Terminate, cake.Id);

        (int exitCode, string output, _) = await cake.EndAsync();
        Assert.That(exitCode, Is.EqualTo(130), output);
        Assert.That(_folder.Pipeline.Requests, Does.Contain("fetch was told to stop"));
    }

    [TestCase(Hangup)]
    [TestCase(Killed)]
    public async Task The_program_stops_when_the_command_is_gone(string signal)
    {
        _folder.Pipeline.LetWait("fetch");
        using TestProcess cake = _folder.Start(new Dictionary<string, string>(), "--target=Fetch", "--exclusive");
        await _folder.Pipeline.BuildProcessAsync("fetch");

        await TestProcess.SignalAsync(signal, cake.Id);

        await _folder.Pipeline.StopIsToldAsync("fetch");
        Assert.That((await cake.EndAsync()).ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task Variables_of_the_machine_and_programs_of_the_working_folder_change_nothing()
    {
        string started = _folder["started"];
        foreach (string name in new[] { "dotnet", "git", "sh" })
        {
            ShellScript.Write(_folder[name], $"echo \"$0 $*\" >> '{started}'");
        }

        Dictionary<string, string> environment = BuildEnvironmentTests.Names.ToDictionary(name => name.ToUpperInvariant(), _ => "v1.2;x");
        environment["MSBuildExtensionsPath"] = "/tmp";
        environment["MSBuildSDKsPath"] = "/tmp";
        environment["PATH"] = $".:{Environment.GetEnvironmentVariable("PATH")}";

        using TestProcess cake = _folder.Start(environment, "--target=Train", "--model=1");
        (int exitCode, string output, _) = await cake.EndAsync();

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(started, Does.Not.Exist);
        Assert.That(
            _folder.Pipeline.Requests[0], Is.EqualTo("train --model=1 --artifacts artifacts"));
    }
}
