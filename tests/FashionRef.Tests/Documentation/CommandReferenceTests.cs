using System.CommandLine;
using System.Globalization;
using FashionRef.Cli;
using FashionRef.Cli.Options;

namespace FashionRef.Tests.Documentation;

/// <summary>docs/cli.md has every command and option in the words of <c>--help</c>: both are made of the parser's own symbols.</summary>
internal sealed class CommandReferenceTests
{
    private static readonly RootCommand Root = Program.CreateRoot();
    private static readonly Dictionary<string, Command> Commands = CommandPath.All(Root).ToDictionary(command => command.Path, command => command.Command);

    private static IEnumerable<string> Names => Commands.Keys;

    // What a default is on this machine and in this folder, in the words for any.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["--threads"] = "the machine's processors",
        ["--data"] = "",
        ["--expectations"] = $"`{CommonOptions.BaselinesFolder}`",
    };

    private static readonly IReadOnlyList<string> Lines = MarkdownFile.Read("docs/cli.md").Lines;

    [TestCaseSource(nameof(Names))]
    public void A_command_is_described_as_its_help_does(string name)
    {
        Command command = Commands[name];
        string examples = string.Concat(HelpExamples.OfCommands[name].Select(example => $"{Root.HelpName} {example}\n"));

        Assert.That(
            Section($"### {name}"),
            Does.StartWith($"{command.Description}\n\n{Usage(name, command)}\n\n{Table(command.Options)}\n\n```sh\n{examples}```\n"));
    }

    [Test]
    public void No_other_command_is_described() => Assert.That(
        Lines.SkipWhile(line => line != "## Commands").Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]),
        Is.EqualTo(Names));

    [Test]
    public void The_options_of_all_commands_are_described() =>
        Assert.That(Section("## Options of all commands"), Does.StartWith($"{Table(Root.Options)}\n"));

    [Test]
    public void Every_step_of_the_build_and_its_options_are_described()
    {
        string cake = Section("## Cake and MSBuild");

        Assert.That(Steps.All.Select(step => $"`{step.Name}`").Where(name => !cake.Contains(name, StringComparison.Ordinal)), Is.Empty);
        Assert.That(StepsOption.All.Select(option => option.Name).Where(name => name != "target" && !cake.Contains($"`--{name}`", StringComparison.Ordinal)), Is.Empty);
    }

    // What stands under a heading, to the next one.
    private static string Section(string heading) => string.Concat(
        Lines.SkipWhile(line => line != heading).Skip(2).TakeWhile(line => !line.StartsWith("##", StringComparison.Ordinal)).Select(line => $"{line}\n"));

    private static string Usage(string name, Command command) =>
        $"`{string.Join(' ', [Root.HelpName, name, .. command.Arguments.Select(argument => $"<{argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}")])} [options]`"
        + string.Concat(command.Arguments.Select(argument => $"\n\n`<{argument.Name}>`: {argument.Description}"));

    private static string Table(IEnumerable<Option> options) => string.Join(
        '\n',
        [
            "| option | what it does | default |",
            "| --- | --- | --- |",
            .. options.Where(option => !option.Hidden).Select(option =>
                $"| {NamesOf(option)}{(option.Required ? ", required" : "")} | {option.Description!.Replace("|", @"\|", StringComparison.Ordinal)} | {Default(option)} |"),
        ]);

    private static string NamesOf(Option option)
    {
        string value = option.ValueType == typeof(bool) || option.ValueType == typeof(void) ? "" : $" <{option.HelpName ?? option.Name.TrimStart('-')}>".Replace("|", @"\|", StringComparison.Ordinal);
        return string.Join(", ", option.Aliases.Where(alias => alias[0] == '-').Order(StringComparer.Ordinal).Append(option.Name).Select(name => $"`{name}{value}`"));
    }

    private static string Default(Option option) =>
        Defaults.TryGetValue(option.Name, out string? words) ? words
        : !option.HasDefaultValue || option.ValueType == typeof(bool) || option.ValueType == typeof(void) ? ""
        : $"`{Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)}`";
}
