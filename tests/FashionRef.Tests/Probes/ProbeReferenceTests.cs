using FashionRef.Probes;

namespace FashionRef.Tests.Probes;

/// <summary>What the repository expects of answers to probes, and how tolerances come about.</summary>
internal sealed class ProbeReferenceTests
{
    // The first five losses of real Keras 3.15.1 on TensorFlow 2.21.0, started with this project's weights and order of seed 1: from
    // port-model1.json and port-model2.json, which were given to this project with its issues.
    [TestCase(1, 34.3828201, 380.878174, 291.935425, 116.233505, 72.5617676)]
    [TestCase(2, 2.61142206, 2.10988545, 1.81088746, 1.4952364, 1.54584253)]
    public void Real_Keras_takes_the_first_five_steps_with_a_tenth_of_the_tolerance(int model, params double[] losses)
    {
        IReadOnlyList<ReferenceLoss> expected = RealProbes.Reference(model).Points[0].Losses;

        Assert.That(expected.Zip(losses, (loss, keras) => loss.DistanceTo(keras) / loss.Tolerance), Is.All.LessThan(0.11));
    }

    [Test]
    public void A_tolerance_is_ten_times_the_farthest_right_program_or_the_least()
    {
        ProbeReference reference = ProbeReference.Of(MadeUpAnswers.Of(), [MadeUpAnswers.Of(1 + 1e-6), MadeUpAnswers.Of(1 - 3e-6), MadeUpAnswers.Of()]);

        ReferenceArray array = reference.Points[7].Arrays["sequential/dense/kernel"];
        Assert.That(reference.Points[7].Losses[4], Is.EqualTo(new ReferenceLoss(1, 3e-5)));
        Assert.That((array.Tolerance.Values, array.Tolerance.Sums), Is.EqualTo((3e-5, 6e-5)), "A square is off by twice as much.");
        Assert.That(MadeUpAnswers.Reference.Points[7].Losses[4].Tolerance, Is.EqualTo(ProbeReference.LeastTolerance));
        Assert.That(MadeUpAnswers.Reference.Points[7].Arrays["sequential/dense/kernel"].Tolerance, Is.EqualTo(new DigestDistance(ProbeReference.LeastValueTolerance, 2e-6)));
    }

    [Test]
    public void Answers_to_different_packs_give_none() =>
        Assert.That(() => ProbeReference.Of(MadeUpAnswers.Of(), [MadeUpAnswers.Of() with { Pack = "another" }]), Throws.ArgumentException);

    [TestCase("\"model\":1,", "\"model\":2,", "'model' is 2, but its name says 1")]
    [TestCase("fashionref-probes-expected-1", "x", "'format' is 'x', but must be 'fashionref-probes-expected-1'")]
    [TestCase("{\"step\":5,", "{\"step\":6,", "'points' must have one entry for each state of the pack")]
    [TestCase("\"sequential/conv2d/bias\"", "\"sequential/conv2d/bias2\"", "the point after step 0 lacks the array 'sequential/conv2d/bias'")]
    [TestCase("\"tolerance\":1E-06", "\"tolerance\":1E+300", "a loss of 1 has the tolerance 1E+300; a loss is above 0, and its tolerance from 1E-06 to 1")]
    [TestCase("\"tolerance\":1E-06", "\"tolerance\":-1", "a loss of 1 has the tolerance -1")]
    [TestCase("\"losses\":[{\"value\":1", "\"losses\":[{\"value\":0", "a loss of 0 has the tolerance 1E-06")]
    [TestCase("\"tolerance\":{\"values\":1E-05", "\"tolerance\":{\"values\":0", "an array has the tolerances 0 and ")]
    [TestCase("\"classes\":[{\"digest\":{\"sum\":10000,", "\"classes\":[{\"digest\":{\"sum\":1e30,", "a class of 'tests' has a sum of 1E+30")]
    public void A_file_that_was_edited_is_refused(string before, string after, string told)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["probes-model1.json"], ProbeReferenceFile.Format(MadeUpAnswers.Reference).Replace(before, after, StringComparison.Ordinal));

        Assert.That(() => ProbeReferenceFile.Read(folder.Path, 1), Throws.TypeOf<FashionRefException>().With.Message.Contains(told));
    }
}
