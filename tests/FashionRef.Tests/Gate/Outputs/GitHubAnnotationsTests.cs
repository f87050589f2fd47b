using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

internal sealed class GitHubAnnotationsTests
{
    [Test]
    public void A_failed_check_is_an_error() =>
        Assert.That(GitHubAnnotations.Format(Reports.Failed), Is.EqualTo(
            "::error title=Model-1%2C seed 1%3A test accuracy (FREF2005)::test accuracy 0.7000 is not in 0.8213 to 0.8841."
            + "%0ALikely: the pixels are divided by 255; a layer was changed.%0ATo accept: dotnet cake --target=Baseline --model=1\n"));

    [Test]
    public void A_passed_gate_is_a_notice() =>
        Assert.That(GitHubAnnotations.Format(Reports.Passed), Is.EqualTo(
            "::notice title=Gate::Gate passed: Model-1 and Model-2 trained as expected (2 checks passed, 1 not needed).\n"));

    [Test]
    public void A_gate_that_fails_without_a_failed_check_is_an_error()
    {
        Assert.That(GitHubAnnotations.Format(Reports.Unjudged), Does.StartWith("::error title=Gate::Gate FAILED: nothing of Model-1 was judged"));
        Assert.That(GitHubAnnotations.Format(Reports.Empty), Does.StartWith("::error title=Gate::Gate FAILED: there was nothing"));
    }

    [Test]
    public void A_percent_sign_is_no_escape_and_a_line_break_begins_no_command() =>
        Assert.That(
            GitHubAnnotations.Format(Reports.With(reason: "100%25\r\n::set-env::x", cause: "50%.", acceptance: "a\n::b")),
            Does.EndWith("::100%2525 ::set-env::x%0ALikely: 50%25.%0ATo accept: a ::b\n")
                .And.Matches<string>(text => text.Count(character => character == '\n') == 1));
}
