using FashionRef.Cli;
using FashionRef.Cli.Options;

namespace FashionRef.Tests.Cli.Options;

internal sealed class HelpExamplesTests
{
    private static IEnumerable<string> Examples => HelpExamples.OfCommands.Values.SelectMany(examples => examples);

    [TestCaseSource(nameof(Examples))]
    public void An_example_is_a_command_line_that_the_program_understands(string example) =>
        Assert.That(Program.CreateRoot().Parse(example).Errors, Is.Empty);

    [Test]
    public void Every_command_has_an_example_of_its_own() => Assert.That(
        CommandPath.All(Program.CreateRoot()).Select(command => command.Path),
        Is.EquivalentTo(HelpExamples.OfCommands.Where(command => command.Value.Any(example => $"{example} ".StartsWith($"{command.Key} ", StringComparison.Ordinal))).Select(command => command.Key)));
}
