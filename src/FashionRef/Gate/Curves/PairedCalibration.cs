using FashionRef.Training;

namespace FashionRef.Gate.Curves;

/// <summary>
/// Finds by simulation how large the largest |t| of right runs is. Each trial draws a set of references and from it the spreads, exactly as they
/// are derived from real ones; a bound is what holds for 95 of 100 such sets, since a stored set is one of them and stays what it is.
/// </summary>
internal sealed class PairedCalibration
{
    private const int Sets = 400;
    private const double Confidence = 0.95;
    private const int Draws = 400_000;
    private const int Chunks = 16;
    private const int Seed = 3;

    // Draws whose figures are all nearer can be no tail of any set: bounds are above four.
    private const double TailFrom = 2;

    private readonly ResidualPopulation _population;
    private readonly int _figures;
    private readonly int _seeds;
    private readonly int _references;
    private readonly int _distances;
    private readonly double[] _wider;
    private readonly double[] _tails;

    /// <param name="population">What runs are drawn from.</param>
    /// <param name="figures">How many figures a run has.</param>
    /// <param name="seeds">How many seeds have references.</param>
    /// <param name="references">How many each has.</param>
    /// <param name="distances">How many distances of other programs the spreads are from; 0 if they are from the references.</param>
    /// <param name="wider">For each figure, by what factor the spread that is used is wider than the pooled one: above 1 where that of some seeds is.</param>
    /// <param name="tails">For each figure its tail factor.</param>
    public PairedCalibration(ResidualPopulation population, int figures, int seeds, int references, int distances, double[] wider, double[] tails) =>
        (_population, _figures, _seeds, _references, _distances, _wider, _tails) = (population, figures, seeds, references, distances, wider, tails);

    /// <summary>The bounds for 1, 2, 3 … new runs.</summary>
    /// <param name="cancellationToken">Stops the simulation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<PairedBounds> Bounds(CancellationToken cancellationToken)
    {
        double[][] means = Means(cancellationToken);
        ReferenceSet[] sets = [.. Enumerable.Range(0, Sets).Select(Set)];
        return [.. Enumerable.Range(1, PairedExpectation.MostBounds).Select(runs => Bounds(runs, means[runs - 1], sets, cancellationToken))];
    }

    // For each number of runs, the sums of so many draws over the root of that number: of variance 1.
    private double[][] Means(CancellationToken cancellationToken)
    {
        double[][] means = [.. Enumerable.Range(0, PairedExpectation.MostBounds).Select(_ => new double[Draws * _figures])];
        Parallel.For(0, Chunks, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            RandomNumbers random = new(Seed, chunk);
            double[] run = new double[_figures];
            double[] sum = new double[_figures];
            for (int draw = chunk * (Draws / Chunks); draw < (chunk + 1) * (Draws / Chunks); draw++)
            {
                Array.Clear(sum);
                for (int runs = 1; runs <= means.Length; runs++)
                {
                    _population.Fill(run, ref random);
                    for (int i = 0; i < run.Length; i++)
                    {
                        sum[i] += run[i];
                        means[runs - 1][(draw * _figures) + i] = sum[i] / Math.Sqrt(runs);
                    }
                }
            }
        });
        return means;
    }

    // The spreads that a set of references gives, and how far its seeds' means are off: for n seeds, the mean over them.
    private ReferenceSet Set(int number)
    {
        RandomNumbers random = new(Seed, Chunks + number);
        double[][][] groups = [.. Enumerable.Range(0, _seeds).Select(_ => new double[_references][])];
        foreach (double[][] group in groups)
        {
            for (int i = 0; i < group.Length; i++)
            {
                group[i] = new double[_figures];
                _population.Fill(group[i], ref random);
            }
        }

        double[][] off = [.. groups.Select(group => (double[])[.. Enumerable.Range(0, _figures).Select(figure => group.Average(run => run[figure]))])];
        double[][] distances = [.. Enumerable.Range(0, _distances).Select(i => Distance(off[i % _seeds], ref random))];
        double[] spreads =
        [
            .. Enumerable.Range(0, _figures).Select(figure => _distances > 0
                ? OfDistances([.. distances.Select(distance => distance[figure])], _references)
                : _wider[figure] * PooledSpread.Of([.. groups.Select(group => (double[])[.. group.Select(run => run[figure])])]).Deviation),
        ];
        return new ReferenceSet(spreads, off);
    }

    private double[] Distance(double[] off, ref RandomNumbers random)
    {
        double[] run = new double[_figures];
        _population.Fill(run, ref random);
        return [.. run.Zip(off, (figure, mean) => figure - mean)];
    }

    /// <summary>The spread of single runs, from their distances to the mean of references: about 0, so that a bias counts too.</summary>
    /// <param name="distances">At least one.</param>
    /// <param name="references">How many runs each mean is of.</param>
    public static double OfDistances(double[] distances, int references) => Math.Sqrt(distances.Average(distance => distance * distance) / (1 + (1.0 / references)));

    private PairedBounds Bounds(int runs, double[] means, ReferenceSet[] sets, CancellationToken cancellationToken)
    {
        double[] tail = [.. Enumerable.Range(0, Draws).Where(draw => means.AsSpan(draw * _figures, _figures).ContainsAnyExceptInRange(-TailFrom, TailFrom)).SelectMany(draw => means[(draw * _figures)..((draw + 1) * _figures)])];
        double[] rates = [GateLook.Once.Rate, GateLook.First.Rate, GateLook.Later.Rate];
        double[][] needed = new double[sets.Length][];
        Parallel.For(0, sets.Length, new ParallelOptions { CancellationToken = cancellationToken }, set =>
        {
            double[] largest = Largest(tail, sets[set], runs, set);
            Array.Sort(largest);
            needed[set] = [.. rates.Select(rate => largest[^(int)Math.Ceiling(rate * Draws)])];
        });
        double[] all = [.. Enumerable.Range(0, sets.Length).AsParallel().AsOrdered().SelectMany(set =>
            Largest(means[(set * (Draws / Sets) * _figures)..((set + 1) * (Draws / Sets) * _figures)], sets[set], runs, set))];
        Array.Sort(all);
        double[] bounds = [.. rates.Select((_, rate) => (double[])[.. needed.Select(set => set[rate]).Order()]).Select(ordered => ordered[(int)Math.Ceiling(Confidence * ordered.Length) - 1])];
        return new PairedBounds(runs, bounds[0], bounds[1], bounds[2], [.. PairedBounds.TailProbabilities.Select(p => all[^Math.Max(1, (int)(p * all.Length))])]);
    }

    // For each draw the largest |t| of its figures. Which seeds the runs have differs from set to set.
    private double[] Largest(double[] draws, ReferenceSet set, int runs, int first)
    {
        double[] off = [.. Enumerable.Range(0, _figures).Select(figure => Enumerable.Range(first, runs).Sum(seed => set.Off[seed % _seeds][figure]) / Math.Sqrt(runs))];
        double[] scale = [.. set.Spreads.Zip(_tails, (spread, tail) => 1 / (spread * tail * Math.Sqrt(1 + (1.0 / _references))))];
        double[] largest = new double[draws.Length / _figures];
        for (int draw = 0; draw < largest.Length; draw++)
        {
            double most = 0;
            for (int i = 0; i < _figures; i++)
            {
                most = Math.Max(most, Math.Abs(draws[(draw * _figures) + i] - off[i]) * scale[i]);
            }

            largest[draw] = most;
        }

        return largest;
    }

    private sealed record ReferenceSet(double[] Spreads, double[][] Off);
}
