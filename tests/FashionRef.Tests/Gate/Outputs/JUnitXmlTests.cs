using System.Xml.Linq;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

internal sealed class JUnitXmlTests
{
    [Test]
    public void Each_model_is_a_suite_and_each_check_a_case() =>
        Assert.That(JUnitXml.Format(Reports.Failed), Is.EqualTo(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <testsuites>
              <testsuite name="Model-1" tests="3" failures="1" errors="0" skipped="1" time="0">
                <properties>
                  <property name="record, seed 1" value="complete (legal: complete)" />
                  <property name="test accuracy, seed 1" value="0.7000 (legal: 0.8213 to 0.8841)" />
                </properties>
                <testcase classname="gate.Model-1" name="record, seed 1" time="0" />
                <testcase classname="gate.Model-1" name="same bits as the baseline, seed 1" time="0">
                  <skipped message="The baseline is of another processor." />
                </testcase>
                <testcase classname="gate.Model-1" name="test accuracy, seed 1" time="0">
                  <failure type="FREF2005" message="test accuracy 0.7000 is not in 0.8213 to 0.8841.">test accuracy 0.7000 is not in 0.8213 to 0.8841.
            Likely: the pixels are divided by 255; a layer was changed.
            To accept: dotnet cake --target=Baseline --model=1</failure>
                </testcase>
              </testsuite>
              <testsuite name="Model-2" tests="1" failures="0" errors="0" skipped="0" time="0">
                <properties>
                  <property name="runs of other seeds, seeds 1 to 5" value="p = 0.31 (legal: above 0.0005)" />
                </properties>
                <testcase classname="gate.Model-2" name="runs of other seeds, seeds 1 to 5" time="0" />
              </testsuite>
            </testsuites>

            """));

    [Test]
    public void A_gate_that_fails_without_a_failed_check_has_a_failure_all_the_same()
    {
        Assert.That(Failures(JUnitXml.Format(Reports.Unjudged)), Is.EqualTo(("1", 1)));
        Assert.That(Failures(JUnitXml.Format(Reports.Empty)), Is.EqualTo(("1", 1)));
    }

    [Test]
    public void Characters_that_act_or_that_XML_forbids_are_shown_or_left_out_and_others_survive()
    {
        const string Text = "\0a\u001b[31m <&>\" \ud83d\ude00 \ud83d \uffff \n::error::b ]]>";

        XElement failure = XDocument.Parse(JUnitXml.Format(Reports.With(reason: Text))).Descendants("failure").Single();

        Assert.That((string?)failure.Attribute("message"), Is.EqualTo("\\u0000a\\u001B[31m <&>\" \ud83d\ude00 \\uD83D  ::error::b ]]>"));
    }

    private static (string Count, int Elements) Failures(string xml)
    {
        XElement root = XDocument.Parse(xml).Root!;
        return ($"{root.Elements("testsuite").Sum(suite => (int)suite.Attribute("failures")!)}", root.Descendants("failure").Count());
    }
}
