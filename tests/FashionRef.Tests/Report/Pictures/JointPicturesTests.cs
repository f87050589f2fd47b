using FashionRef.Report;
using FashionRef.Report.Pictures;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class JointPicturesTests
{
    private static readonly string Baselines = Path.Combine(Repository.Root, "baselines");
    private static readonly ReportedRun[] Both =
    [
        ReportedRuns.Create(model: 2).With(
            [.. Enumerable.Range(1, 10).Select(ReportedRuns.Epoch).Select(epoch => epoch with { ValAccuracy = epoch.ValAccuracy + 0.03 })]),
        ReportedRuns.Create(model: 1),
    ];

    [Test]
    public void Its_words_have_each_runs_figures_the_notebooks_and_the_bands()
    {
        Picture picture = JointPictures.Draw(Both, Baselines).Single();

        Assert.That((picture.Name, picture.Title), Is.EqualTo(("accuracies", "Test accuracy of all runs")));
        Assert.That(picture.Description, Does.StartWith(
            "The test accuracy of Model-2, seed 1, rises from 0.8820 in epoch 1 to 0.9000 in epoch 10. "
            + "The test accuracy of Model-1, seed 1, rises from 0.8520 in epoch 1 to 0.8700 in epoch 10. "
            + "The notebook's own run of Model-1, dashed, rises from 0.8491 in epoch 1 to 0.8550 in epoch 10. "
            + "The notebook's own run of Model-2, dashed, rises from 0.8808 in epoch 1 to 0.9089 in epoch 10. "
            + "Shaded for Model-1: from the lowest to the highest figure of 64 runs of this program, engine exact, each with its own seed. "
            + "Shaded for Model-2: from the lowest to the highest figure of 64 runs "));
        DecodedPicture decoded = new(picture);
        Assert.That((decoded.Width, decoded.Height), Is.EqualTo((picture.Width, picture.Height)));
    }

    [Test]
    public void Each_model_has_its_colour_and_without_baselines_nothing_is_shaded()
    {
        DecodedPicture first = Draw([ReportedRuns.Create(model: 1)], null);
        DecodedPicture second = Draw([ReportedRuns.Create(model: 2)], null);
        DecodedPicture both = Draw(Both, null);
        DecodedPicture shaded = Draw(Both, Baselines);

        Assert.That((first.Count(PictureColors.First) > 500, first.Count(PictureColors.Second)), Is.EqualTo((true, 0)));
        Assert.That((second.Count(PictureColors.First), second.Count(PictureColors.Second) > 500), Is.EqualTo((0, true)));
        Assert.That(both.Count(PictureColors.First) > 500 && both.Count(PictureColors.Second) > 500, Is.True);
        Assert.That(both.Count(PictureColors.Paper), Is.GreaterThan(shaded.Count(PictureColors.Paper) + 50_000));
    }

    [Test]
    public void Where_no_range_is_kept_the_picture_and_its_words_say_so()
    {
        ReportedRun other = Both[0] with { Record = Both[0].Record with { Settings = Both[0].Record.Settings with { BatchSize = 64 } } };

        Picture none = JointPictures.Draw(Both, null).Single();
        Picture some = JointPictures.Draw([other, Both[1]], Baselines).Single();
        Picture all = JointPictures.Draw(Both, Baselines).Single();

        Assert.That(none.Description, Does.EndWith(" Nothing is shaded: the folder of baselines has no runs over seeds with these settings."));
        Assert.That(some.Description, Does.EndWith(
            "each with its own seed. Nothing is shaded for Model-2, seed 1: the folder of baselines has no runs over seeds with these settings."));
        Assert.That(all.Description, Does.Not.Contain("Nothing is shaded"));

        Assert.That(Below(Both, null), Is.EqualTo("epoch (no range of other seeds is kept for these settings)"));
        Assert.That(Below([other, Both[1]], Baselines), Is.EqualTo("epoch (no range of other seeds is kept for 1 of 2 runs)"));
        Assert.That(Below(Both, Baselines), Is.EqualTo("epoch"));
        Assert.That(Below([Both[0].With(ReportedRuns.Epoch(1))], null), Is.EqualTo("epoch"), "of a single epoch a range has no width");

        static string Below(ReportedRun[] runs, string? baselines) =>
            AccuraciesPicture.Chart(runs, AccuraciesPicture.BandsOf(runs, baselines)).Plot.Axes.Bottom.Label.Text;
    }

    [Test]
    public void Many_runs_share_an_entry_of_the_legend()
    {
        ReportedRun[] runs = [.. Enumerable.Range(1, 12).Select(seed => ReportedRuns.Create(seed: seed))];

        Picture several = JointPictures.Draw(runs, null).Single();
        Picture one = JointPictures.Draw([.. runs.Take(1)], null).Single();

        Assert.That(several.Height, Is.EqualTo(one.Height));
        Assert.That(several.Description, Does.Contain("Model-1, seed 12, rises"));
    }

    [Test]
    public void Without_runs_there_is_nothing_to_draw() => Assert.That(() => JointPictures.Draw([], null), Throws.ArgumentException);

    private static DecodedPicture Draw(ReportedRun[] runs, string? baselines) => new(JointPictures.Draw(runs, baselines).Single());
}
