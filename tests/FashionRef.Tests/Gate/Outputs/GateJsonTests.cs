using System.Text.Json;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

internal sealed class GateJsonTests
{
    [Test]
    public void A_check_has_all_that_the_report_has()
    {
        Assert.That(GateJson.Format(Reports.With(figure: "0.7000")), Is.EqualTo(
            """
            {
              "format": "fashionref-gate-1",
              "passed": false,
              "verdict": "Gate FAILED: Model-1 did not train as expected (1 check failed).",
              "checks": [
                {
                  "code": "FREF2005",
                  "check": "test accuracy",
                  "model": 1,
                  "runs": "seed 1",
                  "verdict": "failed",
                  "figure": "0.7000",
                  "bound": "0.8213 to 0.8841",
                  "reason": "It is wrong.",
                  "causes": [
                    "a cause"
                  ],
                  "acceptance": "a command",
                  "faults": []
                }
              ]
            }

            """));
    }

    [Test]
    public void Each_check_keeps_its_verdict()
    {
        using JsonDocument document = JsonDocument.Parse(GateJson.Format(Reports.Passed));

        Assert.That(document.RootElement.GetProperty("passed").GetBoolean(), Is.True);
        Assert.That(
            document.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("verdict").GetString()),
            Is.EqualTo(["passed", "not_needed", "passed"]));
    }

    [Test]
    public void Who_reads_it_may_show_every_text_as_it_is()
    {
        const string Text = "a\n::error::b\u001b[31m";
        const string Shown = @"a ::error::b\u001B[31m";
        using JsonDocument document = JsonDocument.Parse(GateJson.Format(Reports.With(figure: Text, reason: Text, cause: Text, acceptance: Text)));
        JsonElement check = document.RootElement.GetProperty("checks")[0];

        Assert.That(
            new[] { check.GetProperty("figure"), check.GetProperty("reason"), check.GetProperty("causes")[0], check.GetProperty("acceptance") }.Select(text => text.GetString()),
            Has.All.EqualTo(Shown));
    }
}
