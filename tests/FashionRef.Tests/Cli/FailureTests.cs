using FashionRef.Cli;

namespace FashionRef.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class FailureTests
{
    private const string Told = @"error: Unexpected error: InvalidOperationException: a ::error::b\u001B[2J. Please report it";

    [OneTimeSetUp]
    public void Fetch() => RealDataset.Load();

    // The worker waits for its input, so it is there when the thread throws.
    [TestCase(StartupHook.OnAnotherThread)]
    [TestCase(StartupHook.InTheCommand)]
    public async Task What_nobody_has_foreseen_ends_with_a_line_and_3(string fault)
    {
        ProgramEnd end = await WorkerAsync(fault);

        Assert.That(end.ExitCode, Is.EqualTo(3), end.Error);
        Assert.That(end.Error, Does.StartWith(Told).And.EndsWith("\n"));
        Assert.That(end.Error.Count(character => character == '\n'), Is.EqualTo(1), end.Error);
    }

    [TestCase(StartupHook.OnAnotherThread)]
    [TestCase(StartupHook.InTheCommand)]
    public async Task Where_it_came_from_is_told_on_demand_and_does_nothing_either(string fault)
    {
        ProgramEnd end = await WorkerAsync(fault, "--verbose");

        Assert.That(end.ExitCode, Is.EqualTo(3), end.Error);
        Assert.That(end.Error, Does.StartWith(Told).And.Contains("   at StartupHook.").And.Not.Contains("\e"));
        Assert.That(end.Error.Split('\n').Select(line => line.Trim()), Has.None.StartsWith("::"));
    }

    [TestCase(ExitCode.Done, null, ExitCode.Done)]
    [TestCase(ExitCode.Done, "It is closed.", ExitCode.MachineCannot)]
    [TestCase(ExitCode.CheckFailed, "It is closed.", ExitCode.CheckFailed)]
    [TestCase(ExitCode.BadRequest, "It is closed.", ExitCode.BadRequest)]
    [TestCase(ExitCode.Interrupted, "It is closed.", ExitCode.Interrupted)]
    public void A_lost_output_spoils_nothing_but_success(ExitCode exitCode, string? loss, ExitCode end) =>
        Assert.That(Failure.ReportLostOutput(exitCode, loss), Is.EqualTo(end));

    [Test]
    public void Each_remedy_has_an_advice_of_its_own()
    {
        string[] told = [.. Enum.GetValues<Remedy>().Select(remedy => Failure.Of(new FashionRefException(FaultKind.BadRequest, "It is wrong.") { Remedy = remedy }).Message)];

        Assert.That(told, Is.Unique.And.All.StartsWith("It is wrong."));
        Assert.That(told.Count(message => message == "It is wrong."), Is.EqualTo(1));
    }

    [Test]
    public void Behind_details_the_advice_has_a_line_of_its_own()
    {
        FashionRefException failure = new(FaultKind.MachineCannot, "No source serves it.") { Details = ["  one: It is closed."], Remedy = Remedy.OtherFolder };

        FashionRefException told = Failure.Of(failure);

        Assert.That((told.Kind, told.Message), Is.EqualTo((FaultKind.MachineCannot, "No source serves it.")));
        Assert.That(told.Details, Is.EqualTo(["  one: It is closed.", "Or choose another folder with --artifacts."]));
    }

    private static Task<ProgramEnd> WorkerAsync(string fault, params string[] options) => ProgramProcess.RunAsync(
        new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.Variable] = fault },
        ["benchmark", "worker", "--folder", Path.Combine(Repository.Artifacts, "data"), .. options]);
}
