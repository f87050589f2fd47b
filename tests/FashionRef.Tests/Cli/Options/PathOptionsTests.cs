using System.CommandLine;
using FashionRef.Cli;
using FashionRef.Cli.Options;

namespace FashionRef.Tests.Cli.Options;

/// <summary>Every option and argument that takes a path refuses what is none, before anything is done.</summary>
internal sealed class PathOptionsTests
{
    private static readonly RootCommand Root = Program.CreateRoot();

    private static IEnumerable<TestCaseData> Paths =>
        from command in CommandPath.All(Root)
        from option in command.Command.Options
        where option.HelpName is "FILE" or "DIR" && option is not Option<string[]>
        select new TestCaseData(command.Path, option.Name).SetArgDisplayNames(command.Path, option.Name);

    [Test]
    public void They_are_found() => Assert.That(Paths.Count(), Is.GreaterThan(30));

    [TestCaseSource(nameof(Paths))]
    public void What_is_no_path_is_refused_by_the_options_name(string command, string option)
    {
        foreach (string value in new[] { "", "  ", "a\0b" })
        {
            // Only then is a lack of other options no reason to look no further.
            string[] others = command == "expect" && option != "--from" ? ["--from", "f"] : [];
            Assert.That(
                Root.Parse([.. command.Split(' '), option, value, .. others]).Errors.Select(error => error.Message),
                Has.Some.StartsWith($"{option} '{value}' is not a f"));
        }
    }

    [TestCase("")]
    [TestCase("", "boot.png")]
    [TestCase("boot.png", " ")]
    [TestCase("boot.png", "\0")]
    public void A_picture_that_is_no_path_is_refused(params string[] pictures) =>
        Assert.That(Root.Parse(["predict", .. pictures]).Errors.Select(error => error.Message), Has.Some.StartsWith("image '").And.Some.EndsWith("' is not a file's path."));

    [TestCase("")]
    [TestCase("\t")]
    [TestCase("a\0b")]
    public void A_run_that_is_no_path_is_refused(string run) =>
        Assert.That(FilesOption.Fault("--run", ["f", run], "gate"), Does.StartWith("--run '").And.EndsWith("' is not a file's path."));

    [Test]
    public async Task Predict_without_a_name_is_told_in_one_line() =>
        Assert.That(await ProgramProcess.RunAsync("predict", ""), Is.EqualTo(new ProgramEnd(2, "", "error: image '' is not a file's path. See 'predict --help'.\n")));
}
