using FashionRef.Engines.Backpropagation;
using Distributions = MathNet.Numerics.Distributions;

namespace FashionRef.Training;

/// <summary>
/// Random numbers from a counter: the finaliser of splitmix64 (Steele, Lea and Flood, 2014) applied to a seed, a stream and an index.
/// Each number is computed directly, without those before it, so weights and shuffles do not depend on the order of calls.
/// </summary>
public static class SplitMix64
{
    /// <summary>The largest seed: the formula shifts it by 48 bits, so larger ones would repeat smaller ones.</summary>
    public const int LargestSeed = 0xFFFF;

    /// <summary>64 random bits: the finaliser of <c>seed·2^48 + stream·2^32 + index</c>, in arithmetic modulo 2^64.</summary>
    /// <param name="seed">The run's seed, from 0 to <see cref="LargestSeed"/>.</param>
    /// <param name="stream">From 0 to 65,535.</param>
    /// <param name="index">The number's index in the stream.</param>
    public static ulong Bits(int seed, int stream, uint index) => RandomStep.Mix(unchecked(((ulong)seed << 48) + ((ulong)stream << 32) + index));

    /// <summary>A number in [0, 1): the top 53 bits times 2^-53.</summary>
    /// <inheritdoc cref="Bits"/>
    public static double Unit(int seed, int stream, uint index) => (Bits(seed, stream, index) >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in [0, 1) of the sequence that begins with some bits.</summary>
    /// <param name="bits">Bits of <see cref="Bits"/>.</param>
    /// <param name="number">The number's place in the sequence.</param>
    internal static double UnitOf(ulong bits, uint number) => (RandomStep.Mix(unchecked(bits + number)) >> 11) * (1.0 / (1L << 53));
}

/// <summary>Random numbers one after the other, the same on every machine for the same seed and stream.</summary>
/// <param name="seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
/// <param name="stream">From 0 to 65,535.</param>
public struct RandomNumbers(int seed, int stream)
{
    private uint _index;

    /// <summary>64 random bits.</summary>
    public ulong Bits() => SplitMix64.Bits(seed, stream, _index++);

    /// <summary>Uniform in (0, 1), ends exclusive, as quantile functions need.</summary>
    public double Unit() => ((Bits() >> 11) + 0.5) * (1.0 / (1L << 53));

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double Normal() => Distributions.Normal.InvCDF(0, 1, Unit());

    /// <summary>Uniform from 0 to <paramref name="count"/> less one.</summary>
    /// <param name="count">At least 1, and small beside 2^53.</param>
    public int Below(int count) => (int)(Unit() * count);
}
