using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

internal sealed class GateMarkdownTests
{
    [Test]
    public void The_verdict_leads_then_a_table_then_what_failed() =>
        Assert.That(GateMarkdown.Format(Reports.Failed), Is.EqualTo(
            """
            ## Gate FAILED: Model-1 did not train as expected (1 check failed, 2 passed, 1 not needed).

            | model | check | runs | figure | bound | verdict |
            | --- | --- | --- | --- | --- | --- |
            | Model-1 | record | seed 1 | complete | complete | passed |
            | Model-1 | same bits as the baseline | seed 1 |  |  | not needed: The baseline is of another processor. |
            | Model-1 | test accuracy | seed 1 | 0.7000 | 0.8213 to 0.8841 | **FAILED** |
            | Model-2 | runs of other seeds | seeds 1 to 5 | p = 0.31 | above 0.0005 | passed |

            ### Model-1, seed 1: test accuracy (FREF2005)

            test accuracy 0.7000 is not in 0.8213 to 0.8841.

            Likely:

            - the pixels are divided by 255
            - a layer was changed

            To accept the change:

            ```sh
            dotnet cake --target=Baseline --model=1
            ```

            """));

    [Test]
    public void A_gate_that_saw_nothing_has_no_table() =>
        Assert.That(GateMarkdown.Format(Reports.Empty), Is.EqualTo("## Gate FAILED: there was nothing to check.\n"));

    [TestCase("a|b", @"a\|b")]
    [TestCase("a\\|b", @"a\\\|b")]
    [TestCase("`a` *b* _c_", @"\`a\` \*b\* \_c\_")]
    [TestCase("<script> & [link](x)", @"&lt;script&gt; &amp; \[link\](x)")]
    [TestCase("a\r\n| b\n\n# c", @"a \| b \# c")]
    public void Nothing_in_a_figure_breaks_the_table(string figure, string expected) =>
        Assert.That(
            GateMarkdown.Format(Reports.With(figure)).Split('\n'),
            Has.One.EqualTo($"| Model-1 | test accuracy | seed 1 | {expected} | 0.8213 to 0.8841 | **FAILED** |"));
}
