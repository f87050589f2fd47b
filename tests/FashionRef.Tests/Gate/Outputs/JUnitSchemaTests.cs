using System.Xml.Linq;
using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

/// <summary>
/// What three schemas of JUnit XML agree on: junit-10.xsd of Jenkins' xUnit plugin, surefire-test-report.xsd of Maven, and the schema of
/// Ant's task (windyroad's JUnit.xsd). Where one demands what another forbids (Ant's hostname, timestamp, id, package, system-out and
/// system-err of a suite, which Surefire does not know), the document sides with those that forbid.
/// </summary>
internal sealed class JUnitSchemaTests
{
    // Ant allows no attribute of testsuites, and Surefire has only a single testsuite; "skipped" is in none of them there.
    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["testsuites"] = new([], [], ["testsuite"]),
        ["testsuite"] = new(["name", "tests", "failures", "errors", "skipped"], ["time"], ["properties", "testcase"]),
        ["properties"] = new([], [], ["property"]),
        ["property"] = new(["name", "value"], [], []),
        ["testcase"] = new(["name", "classname", "time"], [], ["failure", "skipped", "error"]),
        ["failure"] = new(["type"], ["message"], []),
        ["error"] = new(["type"], ["message"], []),
        ["skipped"] = new([], ["message"], []),
    };

    private static IEnumerable<TestCaseData> Documents =>
    [
        new TestCaseData(JUnitXml.Format(Reports.Failed)).SetArgDisplayNames("failed"),
        new TestCaseData(JUnitXml.Format(Reports.Passed)).SetArgDisplayNames("passed"),
        new TestCaseData(JUnitXml.Format(Reports.Unjudged)).SetArgDisplayNames("unjudged"),
        new TestCaseData(JUnitXml.Format(Reports.Empty)).SetArgDisplayNames("empty"),
        new TestCaseData(JUnitXml.Format(Reports.With(figure: "a\u001b\n\0", reason: "\ud800"))).SetArgDisplayNames("odd text"),
        new TestCaseData(JUnitXml.Format(new GateFailure("Gate without a verdict", "no source answers"))).SetArgDisplayNames("no verdict"),
        new TestCaseData(JUnitXml.Format(new GateReport([Reports.Bits with { Figure = "no baseline" }]))).SetArgDisplayNames("skipped with a figure"),
    ];

    [TestCaseSource(nameof(Documents))]
    public void A_document_has_what_the_schemas_agree_on(string xml)
    {
        foreach (XElement element in XDocument.Parse(xml).Descendants())
        {
            Rule rule = Rules[element.Name.LocalName];
            string[] attributes = [.. element.Attributes().Select(attribute => attribute.Name.LocalName)];
            int[] places = [.. element.Elements().Select(child => Array.IndexOf(rule.Children, child.Name.LocalName))];

            Assert.That(attributes, Is.SupersetOf(rule.Required), element.Name.LocalName);
            Assert.That(attributes, Is.SubsetOf(rule.Required.Concat(rule.Optional)), element.Name.LocalName);
            Assert.That(places, Has.None.Negative.And.Ordered, $"the children of {element.Name.LocalName}");
        }
    }

    [TestCaseSource(nameof(Documents))]
    public void Counts_are_whole_numbers_that_add_up_and_a_case_ends_in_one_way(string xml)
    {
        foreach (XElement suite in XDocument.Parse(xml).Root!.Elements())
        {
            Assert.That((string?)suite.Attribute("name"), Is.Not.Empty);
            Assert.That((int)suite.Attribute("tests")!, Is.EqualTo(suite.Elements("testcase").Count()));
            foreach ((string count, string kind) in new[] { ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
            {
                Assert.That((int)suite.Attribute(count)!, Is.EqualTo(suite.Descendants(kind).Count()), count);
            }

            Assert.That(suite.Elements("testcase").Select(element => element.Elements().Count()), Has.All.LessThanOrEqualTo(1));
            Assert.That(suite.Elements("properties").Count(), Is.LessThanOrEqualTo(1));
        }
    }

    private sealed record Rule(string[] Required, string[] Optional, string[] Children);
}
