using Distributions = MathNet.Numerics.Distributions;

namespace FashionRef.Training;

/// <summary>Random numbers one after the other, the same on every machine for the same seed and stream.</summary>
/// <param name="seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
/// <param name="stream">From 0 to 65,535.</param>
public struct RandomNumbers(int seed, int stream)
{
    private uint _index;

    /// <summary>Uniform in (0, 1), ends exclusive: a quantile function takes neither.</summary>
    public double Unit() => ((SplitMix64.Bits(seed, stream, _index++) >> 11) + 0.5) * (1.0 / (1L << 53));

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double Normal() => Distributions.Normal.InvCDF(0, 1, Unit());

    /// <summary>Uniform from 0 to <paramref name="count"/> less one.</summary>
    /// <param name="count">At least 1, and small beside 2^53.</param>
    public int Below(int count) => (int)(Unit() * count);
}
