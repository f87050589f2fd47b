using System.Text.Json;
using System.Xml.Linq;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

/// <summary>A check that found several things wrong: each output tells all of them, one by one where it has lines.</summary>
internal sealed class SeveralFaultsTests
{
    private const string OnOneLine = "In 'run.json' 2 fields are wrong: settings.epochs is 3, but must be 10; settings.loss is <b>|x, but must be of_logits.";

    private static readonly GateReport Report = new(
    [
        Reports.Accuracy with
        {
            Kind = CheckKind.Record,
            Figure = "2 wrong fields",
            Bound = "none",
            Reason = "In 'run.json' 2 fields are wrong.",
            Faults = ["settings.epochs is 3, but must be 10", "settings.loss is <b>|x, but must be of_logits"],
            Causes = ["a cause"],
            Acceptance = "",
        },
    ]);

    [Test]
    public void The_table_has_a_line_for_each() => Assert.That(GateTable.Format(Report), Does.Contain(
        """
                In 'run.json' 2 fields are wrong.
                - settings.epochs is 3, but must be 10
                - settings.loss is <b>|x, but must be of_logits
                Likely: a cause

        """));

    [Test]
    public void Markdown_has_a_list() => Assert.That(GateMarkdown.Format(Report), Does.EndWith(
        """
        ### Model-1, seed 1: record (FREF2001)

        In 'run.json' 2 fields are wrong.

        - settings.epochs is 3, but must be 10
        - settings.loss is &lt;b&gt;\|x, but must be of\_logits

        Likely:

        - a cause

        """));

    [Test]
    public void JUnit_has_all_in_the_message_and_lines_in_the_text()
    {
        XElement failure = XDocument.Parse(JUnitXml.Format(Report)).Descendants("failure").Single();

        Assert.That(failure.Attribute("message")!.Value, Is.EqualTo(OnOneLine));
        Assert.That(failure.Value.Split('\n'), Has.Length.EqualTo(4).And.Contains("- settings.epochs is 3, but must be 10"));
    }

    [Test]
    public void An_annotation_is_one_command_with_all_its_lines()
    {
        string[] commands = GitHubAnnotations.Format(Report).TrimEnd('\n').Split('\n');

        Assert.That(commands, Has.Length.EqualTo(1));
        Assert.That(commands[0], Does.Contain("%0A- settings.epochs is 3, but must be 10%0A- settings.loss is "));
    }

    // The build makes its error of the reason.
    [Test]
    public void The_JSON_document_has_them_in_its_reason_and_as_a_list()
    {
        using JsonDocument document = JsonDocument.Parse(GateJson.Format(Report));
        JsonElement check = document.RootElement.GetProperty("checks")[0];

        Assert.That(check.GetProperty("reason").GetString(), Is.EqualTo(OnOneLine));
        Assert.That(check.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()), Is.EqualTo(Report.Checks[0].Faults));
    }
}
