using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Report.Pictures;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Report.Pictures;

namespace FashionRef.Tests.Report;

/// <summary>Of 200 images a run gets the last few wrong: so of two runs all differences are known.</summary>
internal sealed class RunComparisonTests
{
    private static readonly ReportedRun A = ReportedRuns.Create(seed: 1, wrong: 40);
    private static readonly ReportedRun B = ReportedRuns.Create(seed: 2, wrong: 30);
    private static readonly Dataset Data = new(SyntheticData.Create(train: 30, test: 1).Train, ReportedRuns.Test, new Dictionary<string, string>());

    [Test]
    public void Mistakes_are_gained_where_only_the_second_is_wrong_and_lost_where_only_the_first_is()
    {
        RunComparison better = RunComparison.Of(A, B);
        RunComparison worse = RunComparison.Of(B, A);

        Assert.That((better.Gained, better.BothWrong), Is.EqualTo((Array.Empty<int>(), 30)));
        Assert.That(better.Lost, Is.EqualTo(Enumerable.Range(160, 10)));
        Assert.That((worse.Gained, worse.Lost), Is.EqualTo((better.Lost, better.Gained)));
    }

    [Test]
    public void Runs_of_two_models_of_other_images_and_the_same_run_are_refused()
    {
        byte[] labels = A.Predictions.Labels.ToArray();
        labels[0] ^= 1;

        Refusal.Expect(() => RunComparison.Of(A, ReportedRuns.Create(model: 2)), " is a run of Model-1 and ");
        Refusal.Expect(() => RunComparison.Of(A, A), " are the same run: ");
        Refusal.Expect(() => RunComparison.Of(A, B with { Predictions = new Predictions(labels, B.Predictions.Predicted, B.Predictions.Probabilities) }), " were evaluated on different test images: ");
    }

    [Test]
    public void The_page_tells_what_differs_with_counts_and_pictures()
    {
        string page = Render(B, A);

        Assert.That(page, Does.Contain("<h1>Model-1: two runs compared</h1>"));
        Assert.That(page, Does.Contain("<p class=\"of\">A: Model-1, seed 2</p>").And.Contain("<p class=\"of\">B: Model-1, seed 1</p>"));
        Assert.That(page, Does.Contain("B has gained 10 mistakes (A right, B wrong) and lost 0 (A wrong, B right): 10 more than A. 30 images are wrong in both."));
        Assert.That(page, Does.Contain("<figure class=\"gained-mistakes\">").And.Not.Contain("<figure class=\"lost-mistakes\">"));
        Assert.That(page, Does.Contain("<th scope=\"row\">seed</th>\n<td class=\"text\">2</td>\n<td class=\"text\">1</td>"));
        Assert.That(Render(A, B), Does.Contain("<figure class=\"lost-mistakes\">").And.Not.Contain("<figure class=\"gained-mistakes\">"));
    }

    [Test]
    public void Runs_that_differ_in_a_setting_without_a_name_are_told_apart_and_judged_for_themselves()
    {
        ReportedRun slower = A with { Record = A.Record with { Settings = A.Record.Settings with { LearningRate = 0.001 } } };

        string page = Render(A, slower);

        Assert.That(page, Does.Contain("A: Model-1, seed 1").And.Contain("B: Model-1, seed 1"));
        Assert.That(page, Does.Contain("<th scope=\"row\">learning rate</th>\n<td class=\"text\">0.01</td>\n<td class=\"text\">0.001</td>"));
        Assert.That(page, Does.Contain("B has gained 0 mistakes (A right, B wrong) and lost 0 (A wrong, B right): as many as A."));
    }

    [Test]
    public void A_comparison_is_of_two_runs()
    {
        Assert.That(() => Render(A), Throws.ArgumentException);
        Assert.That(() => Render(A, B, A), Throws.ArgumentException);
    }

    [Test]
    public void What_a_page_is_made_of_has_both_runs_their_order_and_that_they_are_compared()
    {
        string[] hashes =
        [
            new ReportMaterial([A], Data, "nowhere").Sha256(),
            new ReportMaterial([A, B], Data, "nowhere").Sha256(),
            new ReportMaterial([A, B], Data, "nowhere", RunComparison.Of(A, B)).Sha256(),
            new ReportMaterial([B, A], Data, "nowhere", RunComparison.Of(B, A)).Sha256(),
        ];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void The_images_are_those_of_which_the_wrong_one_is_surest()
    {
        Picture drawn = AnswerPictures.Differences(
            "a-name", "A title", new LetteredRun("B", B), new LetteredRun("A", A), RunComparison.Of(A, B).Lost, ReportedRuns.Test)!;

        DecodedPicture picture = new(drawn);
        GridCell cell = new(ReportedRuns.Test, 0, ["", ""]);
        for (int i = 0; i < 9; i++)
        {
            (int left, int top) = AnswerPictures.BriefGrid.ImageCorner(cell, i);
            byte pixel = ReportedRuns.Test.Pixels.Span[((((169 - i) * 28) + 9) * 28) + 13];
            Assert.That(picture[left + (13 * 7) + 3, top + (9 * 7) + 3].Green, Is.EqualTo(255 - pixel), $"place {i}");
        }

        Assert.That(drawn.Description, Does.StartWith(
            "Of 10 test images that B got right and A wrong, the 9 with the highest probabilities of the wrong answer, the highest first. The first, as A saw them: image 169, "));
    }

    private static string Render(params ReportedRun[] runs) => ReportPage.Render(new ReportMaterial(runs, Data, "nowhere", RunComparison.Of(runs[0], runs.Length == 1 ? B : runs[1])));
}
