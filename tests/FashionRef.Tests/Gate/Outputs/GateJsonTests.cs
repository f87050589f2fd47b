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
}
