using FashionRef.Gate.Curves;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Curves;

internal sealed class PermutationTestTests
{
    [TestCase(64, 1, 1.0 / 65)]
    [TestCase(64, 2, 1.0 / 2145)]
    [TestCase(64, 10, 1e-5)]
    [TestCase(40, 2, 1.0 / 861)]
    public void The_smallest_p_is_known_before_a_result_is_looked_at(int references, int runs, double smallest) =>
        Assert.That(PermutationTest.SmallestP(references, runs), Is.EqualTo(smallest).Within(1e-12));

    // Of the ten ways to choose two of 0, 1, 2, 3, 10: only {3, 10} has a sum as far from 2 * 3.2 as 13, on either side.
    [Test]
    public void Every_way_to_choose_the_new_runs_is_counted() =>
        Assert.That(PermutationTest.Of([[0], [1], [2]], [[3], [10]]).P, Is.EqualTo(0.1).Within(1e-12));

    [Test]
    public void Neither_scale_nor_place_of_a_figure_matters()
    {
        (double[][] references, double[][] runs) = Draw(0, 3, 40);

        double p = PermutationTest.Of(references, runs).P;

        Assert.That(PermutationTest.Of(Moved(references), Moved(runs)).P, Is.EqualTo(p).Within(1e-12));
        static double[][] Moved(double[][] all) => [.. all.Select(run => (double[])[(1000 * run[0]) + 7, 0.001 * run[1], run[2] - 3])];
    }

    // A test at 5 % rejects 5 % of right programs: of 400, 20 with a standard deviation of 4.4.
    [TestCase(2)]
    [TestCase(4)]
    public void Right_runs_have_uniform_p_values(int runs)
    {
        double[] p = [.. Enumerable.Range(0, 400).AsParallel().Select(seed => Draw(seed, runs, 20)).Select(drawn => PermutationTest.Of(drawn.References, drawn.Runs).P)];

        Assert.That(p.Count(value => value <= 0.05), Is.InRange(8, 34));
        Assert.That(p.Count(value => value <= 0.5), Is.InRange(165, 235));
    }

    [Test]
    public void Runs_that_are_off_have_the_smallest_p_and_the_figure_that_is_off_is_the_farthest()
    {
        (double[][] references, double[][] runs) = Draw(1, 3, 64);
        foreach (double[] run in runs)
        {
            run[1] -= 12;
        }

        (double p, double[] distances) = PermutationTest.Of(references, runs);

        Assert.That(p, Is.EqualTo(PermutationTest.SmallestP(64, 3)).Within(1e-12));
        Assert.That(Array.IndexOf(distances, distances.Min()), Is.EqualTo(1));
    }

    private static (double[][] References, double[][] Runs) Draw(int seed, int runs, int references)
    {
        RandomNumbers random = new(seed, 77);
        double[][] all = new double[references + runs][];
        for (int i = 0; i < all.Length; i++)
        {
            double common = random.Normal();
            all[i] = [common, common + (0.3 * random.Normal()), Math.Exp(random.Normal())];
        }

        return (all[..references], all[references..]);
    }
}
