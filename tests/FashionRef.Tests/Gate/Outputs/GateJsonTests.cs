using System.Text.Json;
using FashionRef.Gate;
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
                  "faults": [],
                  "tier": "unpaired"
                }
              ]
            }

            """));
    }

    [Test]
    public void A_figure_and_its_bounds_are_numbers_too()
    {
        GateCheck check = Reports.Accuracy with { Measure = new("test_accuracy", 0.7, 0.8213, double.PositiveInfinity, 0.001) };
        using JsonDocument document = JsonDocument.Parse(GateJson.Format(new GateReport([check])));
        JsonElement written = document.RootElement.GetProperty("checks")[0];

        Assert.That(written.GetProperty("statistic").GetString(), Is.EqualTo("test_accuracy"));
        Assert.That(new[] { "value", "low", "rate" }.Select(name => written.GetProperty(name).GetDouble()), Is.EqualTo(new[] { 0.7, 0.8213, 0.001 }));
        Assert.That(written.TryGetProperty("high", out _), Is.False, "JSON has no infinity.");
        Assert.That(written.TryGetProperty("p", out _), Is.False);
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
