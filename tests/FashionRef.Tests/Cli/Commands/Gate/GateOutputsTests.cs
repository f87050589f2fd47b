using System.Text.Json.Nodes;
using System.Xml.Linq;
using FashionRef.Cli;
using FashionRef.Cli.Commands.Gate;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Cli.Commands.Gate;

internal sealed class GateOutputsTests
{
    private readonly Dictionary<string, string> _environment = [];
    private StringWriter _console = null!;
    private TemporaryFolder _folder = null!;

    private GateOutputs Plain => new(_console, _console, _environment.GetValueOrDefault);

    [SetUp]
    public void Prepare()
    {
        _environment.Clear();
        _console = new StringWriter();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void Remove()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Without_a_wish_the_table_is_all_and_the_exit_code_is_the_verdict()
    {
        Assert.That(Plain.Write(Reports.Failed), Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(_console.ToString(), Is.EqualTo(GateTable.Format(Reports.Failed)));
        Assert.That(Plain.Write(Reports.Passed), Is.EqualTo(ExitCode.Done));
        Assert.That(Plain.Write(Reports.Unjudged), Is.EqualTo(ExitCode.CheckFailed));
    }

    [Test]
    public void Each_file_that_is_asked_for_is_written_in_a_folder_that_is_made()
    {
        GateOutputs outputs = new(_console, _console, _environment.GetValueOrDefault)
        {
            JUnit = _folder["new/gate.xml"],
            Json = _folder["new/gate.json"],
            Markdown = _folder["new/gate.md"],
        };

        outputs.Write(Reports.Failed);

        Assert.That(File.ReadAllText(_folder["new/gate.xml"]), Is.EqualTo(JUnitXml.Format(Reports.Failed)));
        Assert.That(File.ReadAllText(_folder["new/gate.json"]), Is.EqualTo(GateJson.Format(Reports.Failed)));
        Assert.That(File.ReadAllText(_folder["new/gate.md"]), Is.EqualTo(GateMarkdown.Format(Reports.Failed)));
    }

    [Test]
    public void GitHub_gets_annotations_and_a_summary_behind_what_stands_there()
    {
        _environment["GITHUB_ACTIONS"] = "true";
        _environment["GITHUB_STEP_SUMMARY"] = _folder["summary.md"];
        File.WriteAllText(_folder["summary.md"], "of another step");

        Plain.Write(Reports.Failed);

        Assert.That(_console.ToString(), Is.EqualTo(GateTable.Format(Reports.Failed) + GitHubAnnotations.Format(Reports.Failed)));
        Assert.That(
            File.ReadAllBytes(_folder["summary.md"]),
            Is.EqualTo(System.Text.Encoding.UTF8.GetBytes($"of another step\n{GateMarkdown.Format(Reports.Failed)}")));
    }

    [Test]
    public void A_summary_that_is_also_the_Markdown_file_gets_the_text_once_and_keeps_what_it_had()
    {
        _environment["GITHUB_STEP_SUMMARY"] = _folder["summary.md"];
        File.WriteAllText(_folder["summary.md"], "before\n");

        new GateOutputs(_console, _console, _environment.GetValueOrDefault) { Markdown = _folder["summary.md"] }.Write(Reports.Passed);

        Assert.That(File.ReadAllText(_folder["summary.md"]), Is.EqualTo($"before\n\n{GateMarkdown.Format(Reports.Passed)}"));
    }

    [Test]
    public void Elsewhere_there_are_no_annotations_and_an_empty_variable_is_none()
    {
        _environment["GITHUB_ACTIONS"] = "false";
        _environment["GITHUB_STEP_SUMMARY"] = "";

        Assert.That(Plain.Write(Reports.Passed), Is.EqualTo(ExitCode.Done));
        Assert.That(_console.ToString(), Is.EqualTo(GateTable.Format(Reports.Passed)));
    }

    [Test]
    public void A_file_that_cannot_be_written_is_told_after_the_verdict_and_keeps_no_other_from_being_written()
    {
        FashionRefException error = TellWithBadPaths(Reports.Passed);

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.Contain("gate.xml").And.Contain("--junit"));
        Assert.That(error.Details.Single(), Does.Contain("gate.md").And.Contain("--markdown"));
        Assert.That(error.Message, Does.Not.Contain("--artifacts"));
        Assert.That(_console.ToString(), Is.EqualTo(GateTable.Format(Reports.Passed)));
        Assert.That(File.ReadAllText(_folder["gate.json"]), Is.EqualTo(GateJson.Format(Reports.Passed)));
    }

    [Test]
    public void A_gate_that_failed_ends_with_1_even_when_a_file_cannot_be_written()
    {
        FashionRefException error = TellWithBadPaths(Reports.Failed);

        Assert.That(error.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(error.Message, Does.Contain("gate.xml"));
        Assert.That(_console.ToString(), Is.EqualTo(GateTable.Format(Reports.Failed)));
    }

    [Test]
    public void A_summary_that_cannot_be_written_is_the_machines_fault()
    {
        _environment["GITHUB_STEP_SUMMARY"] = _folder.Path;

        FashionRefException error = Assert.Throws<FashionRefException>(() => Plain.Write(Reports.Passed))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.Contain("GITHUB_STEP_SUMMARY"));
    }

    [Test]
    public void A_gate_without_a_verdict_says_so_wherever_one_was_wanted()
    {
        _environment["GITHUB_ACTIONS"] = "true";
        _environment["GITHUB_STEP_SUMMARY"] = _folder["summary.md"];
        FashionRefException failure = new(FaultKind.BadRequest, "'run.json' is\n::error::no record.");

        Assert.That(WithFiles().Write(failure), Is.Empty);

        Assert.That(
            _console.ToString(), Is.EqualTo("::error title=Gate::Gate without a verdict (exit code 2): 'run.json' is ::error::no record.\n"));
        const string Markdown = "## Gate without a verdict (exit code 2)\n\n'run.json' is ::error::no record.\n";
        Assert.That(File.ReadAllText(_folder["summary.md"]), Is.EqualTo($"\n{Markdown}"));
        Assert.That(File.ReadAllText(_folder["gate.md"]), Is.EqualTo(Markdown));
        XElement suite = XDocument.Load(_folder["gate.xml"]).Root!.Element("testsuite")!;
        Assert.That(((string?)suite.Attribute("name"), (string?)suite.Attribute("errors")), Is.EqualTo(("gate", "1")));
        Assert.That((string?)suite.Element("testcase")!.Element("error")!.Attribute("message"), Does.Contain("no record."));
        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder["gate.json"]))!;
        Assert.That(((bool)json["passed"]!, (string?)json["error"]), Is.EqualTo((false, "'run.json' is ::error::no record.")));
        Assert.That(json["checks"]!.AsArray(), Is.Empty);
    }

    [Test]
    public void At_the_beginning_an_earlier_verdict_is_taken_away_and_nothing_else_is_written()
    {
        foreach (string name in new[] { "gate.xml", "gate.json" })
        {
            File.WriteAllText(_folder[name], "passed");
        }

        WithFiles().Begin();

        Assert.That(XDocument.Load(_folder["gate.xml"]).Descendants("error").Count(), Is.EqualTo(1));
        Assert.That((bool)JsonNode.Parse(File.ReadAllText(_folder["gate.json"]))!["passed"]!, Is.False);
        Assert.That(File.Exists(_folder["gate.md"]), Is.False);
        Assert.That(_console.ToString(), Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public void A_device_holds_no_earlier_verdict() =>
        Assert.That(new GateOutputs(_console, _console, _environment.GetValueOrDefault) { Json = "/dev/null", JUnit = "/dev/stdout" }.Begin, Throws.Nothing);

    [Test]
    public void An_earlier_verdict_that_cannot_be_taken_away_ends_the_gate_before_it_begins()
    {
        File.WriteAllText(_folder["file"], "passed");

        Assert.That(
            new GateOutputs(_console, _console, _environment.GetValueOrDefault) { Markdown = _folder["file/gate.md"] }.Begin, Throws.Nothing, "there is none");
        Assert.That(
            new GateOutputs(_console, _console, _environment.GetValueOrDefault) { Markdown = _folder["file/gate.md"] }.Write(new FashionRefException(FaultKind.BadRequest, "x")),
            Has.Count.EqualTo(1));
    }

    private GateOutputs WithFiles() => new(_console, _console, _environment.GetValueOrDefault)
    {
        JUnit = _folder["gate.xml"],
        Json = _folder["gate.json"],
        Markdown = _folder["gate.md"],
    };

    private FashionRefException TellWithBadPaths(GateReport report)
    {
        File.WriteAllText(_folder["file"], "where a folder is wanted");
        GateOutputs outputs = new(_console, _console, _environment.GetValueOrDefault)
        {
            JUnit = _folder["file/gate.xml"],
            Json = _folder["gate.json"],
            Markdown = _folder["file/gate.md"],
        };
        return Assert.Throws<FashionRefException>(() => outputs.Write(report))!;
    }
}
