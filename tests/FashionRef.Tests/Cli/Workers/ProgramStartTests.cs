using FashionRef.Cli;
using FashionRef.Cli.Workers;

namespace FashionRef.Tests.Cli.Workers;

internal sealed class ProgramStartTests
{
    [TestCase("dotnet")]
    [TestCase("dotnet.exe")]
    public void The_host_is_told_the_program(string host)
    {
        string path = Path.Combine(Path.GetTempPath(), host);

        Assert.That(ProgramStart.Of(path, ["benchmark"]).ArgumentList, Is.EqualTo(new[] { typeof(ExitCode).Assembly.Location, "benchmark" }));
    }

    [TestCase("FashionRef")]
    [TestCase("FashionRef.exe")]
    [TestCase("fashionref")]
    public void The_program_itself_is_told_its_arguments_alone(string program)
    {
        string path = Path.Combine(Path.GetTempPath(), program);

        Assert.That(ProgramStart.Of(path, ["benchmark"]).FileName, Is.EqualTo(path));
        Assert.That(ProgramStart.Of(path, ["benchmark"]).ArgumentList, Is.EqualTo(new[] { "benchmark" }));
    }
}
