using System.Xml.Linq;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

/// <summary>Figures and reasons may quote a file, and a file may hold anything: no text changes the form of an output.</summary>
internal sealed class AnyTextTests
{
#pragma warning disable NUnit1027 // FsCheck supplies the arguments.
    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool The_table_and_the_annotations_keep_their_lines(string? text) =>
        Lines(GateTable.Format(All(text))) == Lines(GateTable.Format(All("x")))
        && Lines(GitHubAnnotations.Format(All(text))) == 1;

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool A_row_of_the_Markdown_keeps_its_seven_bars(string? text)
    {
        string row = GateMarkdown.Format(All(text)).Split('\n')[4];
        string unescaped = row.Replace(@"\\", "").Replace(@"\|", "");
        return row.StartsWith("| Model-1 | ") && unescaped.Count(character => character == '|') == 7;
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool JUnit_XML_can_be_read_again(string? text) =>
        XDocument.Parse(JUnitXml.Format(All(text))).Descendants("failure").Count() == 1;
#pragma warning restore NUnit1027

    private static GateReport All(string? text) => new(
    [
        Reports.Accuracy with
        {
            Runs = $"seed {text}", Figure = $"f{text}", Bound = $"b{text}", Reason = $"r{text}", Causes = [$"c{text}"], Acceptance = $"a{text}",
        },
    ]);

    private static int Lines(string text) => text.Count(character => character == '\n');
}
