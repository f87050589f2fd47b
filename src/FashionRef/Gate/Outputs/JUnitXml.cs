using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FashionRef.Gate.Outputs;

/// <summary>
/// A gate's report as JUnit XML, which build servers show as tests: a suite for each model, a case for each check. It uses only what the
/// schemas of Jenkins, Surefire and Ant share. It has no time and no machine, so equal results give equal files.
/// </summary>
public static class JUnitXml
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The report, declared as UTF-8, ended by LF.</summary>
    public static string Format(GateReport report) => Document(report.Checks.Count > 0
        ? [.. report.Checks.GroupBy(check => check.ModelTitle).Select(checks => Suite(checks.Key, checks))]
        : [Suite("gate", Array.Empty<GateCheck>())]);

    /// <summary>That there is no verdict: an error, which servers show differently from a failed check. Declared as UTF-8, ended by LF.</summary>
    public static string Format(GateFailure failure)
    {
        XElement element = Case("gate", "verdict");
        element.Add(Problem("error", failure.Title, failure.Message, failure.Sentence));
        return Document([Suite("gate", [], [element])]);
    }

    private static string Document(XElement[] suites)
    {
        XElement root = new("testsuites", suites);
        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = Utf8, Indent = true, NewLineChars = "\n" }))
        {
            root.Save(writer);
        }

        return $"{Utf8.GetString(stream.ToArray())}\n";
    }

    private static XElement Suite(string name, IEnumerable<GateCheck> checks)
    {
        XElement[] cases = [.. checks.Select(check => Case(name, check)), .. GateSentence.IsUnjudged(checks) ? [Unjudged(name)] : Array.Empty<XElement>()];
        XElement[] figures = [.. checks.Where(check => check.Figure.Length > 0).Select(Figure)];
        return Suite(name, figures.Length > 0 ? [new XElement("properties", figures)] : [], cases);
    }

    private static XElement Suite(string name, XElement[] properties, XElement[] cases) =>
        new("testsuite", new XAttribute("name", name), Counts(cases), properties, cases);

    private static XElement Figure(GateCheck check) => new(
        "property",
        new XAttribute("name", Legal(CaseName(check))),
        new XAttribute("value", Legal(OutsideText.Line(check.Bound.Length > 0 ? $"{check.Figure} (legal: {check.Bound})" : check.Figure))));

    private static string CaseName(GateCheck check) => OutsideText.Line($"{check.Name}, {check.Runs}");

    private static XElement Case(string suite, GateCheck check)
    {
        XElement element = Case(suite, CaseName(check));
        if (check.Verdict == CheckVerdict.Failed)
        {
            element.Add(Problem("failure", check.Code, check.FullReason, string.Join('\n', GateSentence.Explanation(check))));
        }
        else if (check.Verdict == CheckVerdict.NotNeeded)
        {
            element.Add(new XElement("skipped", new XAttribute("message", Legal(OutsideText.Line(check.Reason)))));
        }

        return element;
    }

    /// <summary>A failure for a suite whose checks were all skipped: a server would show it as passed.</summary>
    private static XElement Unjudged(string suite)
    {
        const string Reason = "No check was made, so the gate has not passed.";
        XElement element = Case(suite, "anything judged");
        element.Add(Problem("failure", "unjudged", Reason, Reason));
        return element;
    }

    private static XElement Case(string suite, string name) => new(
        "testcase",
        new XAttribute("classname", $"gate.{suite}"),
        new XAttribute("name", Legal(OutsideText.Line(name))),
        new XAttribute("time", "0"));

    private static XElement Problem(string kind, string type, string message, string text) => new(
        kind,
        new XAttribute("type", type),
        new XAttribute("message", Legal(OutsideText.Line(message))),
        Legal(text));

    private static XAttribute[] Counts(XElement[] cases) =>
    [
        new("tests", cases.Length),
        new("failures", cases.Count(element => element.Element("failure") is not null)),
        new("errors", cases.Count(element => element.Element("error") is not null)),
        new("skipped", cases.Count(element => element.Element("skipped") is not null)),
        new("time", "0"),
    ];

    /// <summary>The text without characters that XML 1.0 forbids even as entities, such as control characters and lone surrogates.</summary>
    private static string Legal(string text)
    {
        StringBuilder legal = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                legal.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                legal.Append(text, i++, 2);
            }
        }

        return legal.ToString();
    }
}
