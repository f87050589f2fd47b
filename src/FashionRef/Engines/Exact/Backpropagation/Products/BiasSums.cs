using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>The gradients of a bias, summed over all places in double.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
/// <param name="weight">The bias.</param>
/// <param name="places">How many places a sample has.</param>
internal sealed class BiasSums<TLanes>(PassWeight weight, int places)
    where TLanes : struct, ILanes<TLanes>
{
    private readonly DoubleSums _sums = new(weight.Length);
    private readonly float[] _ones = [.. Enumerable.Repeat(1f, places)];

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    public void Reserve(int count) => _sums.Reserve(count);

    /// <summary>Adds a sample's gradients to its chunk.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="gradients"><c>[places, outputs]</c>, and a vector behind them.</param>
    public void Add(int sample, ReadOnlySpan<float> gradients)
    {
        Span<double> sums = _sums.Of(sample);
        Span<double> own = stackalloc double[AlignedFloats.FloatsPerCacheLine];
        for (int first = 0; first < sums.Length; first += TLanes.Count)
        {
            TLanes.WideSums(in _ones[0], places, in gradients[first], sums.Length, ref own[0]);
            for (int i = 0; i < Math.Min(TLanes.Count, sums.Length - first); i++)
            {
                sums[first + i] += own[i];
            }
        }
    }

    /// <summary>Writes the sums.</summary>
    /// <param name="gradients">Of all weights.</param>
    public void Write(float[][] gradients) => _sums.Write(gradients[weight.Index]);
}
