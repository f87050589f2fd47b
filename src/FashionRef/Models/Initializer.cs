using System.Text;

namespace FashionRef.Models;

/// <summary>What a weight holds before the first step, by Keras' initializers. A weight of n axes has the fans that Keras gives it: see <see cref="ScaledInitializer"/>.</summary>
/// <param name="Name">Keras' class name, for example <c>HeNormal</c>.</param>
public abstract record Initializer(string Name)
{
    /// <summary>All 0.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(nameof(Zeros), 0);

    /// <summary>All 1.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(nameof(Ones), 1);

    /// <summary>Uniform in <c>[-limit, limit)</c> with <c>limit = sqrt(6 / (fan_in + fan_out))</c> (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer(nameof(GlorotUniform), 1, FanMode.FanAvg, InitialDistribution.Uniform);

    /// <summary>Whether it gives the numbers of another, whatever both are called: GlorotUniform is a VarianceScaling.</summary>
    /// <param name="other">The other.</param>
    public bool GivesNumbersOf(Initializer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == other || (this is not UnknownInitializer && this with { Name = other.Name } == other);
    }

    /// <summary>Its name and settings.</summary>
    public string ToWords()
    {
        StringBuilder words = new();
        PrintMembers(words);
        return OutsideText.Line(words.ToString());
    }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>All the same number.</summary>
/// <param name="Name">Keras' class name.</param>
/// <param name="Value">The number.</param>
public sealed record ConstantInitializer(string Name, double Value) : Initializer(Name);

/// <summary>
/// Random numbers with a variance of <c>scale/n</c> (Keras' VarianceScaling and those named after Glorot, He and LeCun). n is a fan: <c>fan_in</c> is the
/// product of all axes but the last, <c>fan_out</c> that of all but the last but one; a vector's length is both.
/// </summary>
/// <param name="Name">Keras' class name.</param>
/// <param name="Scale">Above 0.</param>
/// <param name="Mode">Which fan.</param>
/// <param name="Distribution">How the numbers are spread.</param>
public sealed record ScaledInitializer(string Name, double Scale, FanMode Mode, InitialDistribution Distribution) : Initializer(Name);

/// <summary>Uniform between two numbers.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest, which is not reached.</param>
public sealed record UniformInitializer(double Least = -0.05, double Most = 0.05) : Initializer("RandomUniform");

/// <summary>Normal.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Stddev">The standard deviation, from 0 on.</param>
/// <param name="IsTruncated">Whether numbers farther than two standard deviations from the mean are drawn again, which makes the real deviation 0.8796 of it.</param>
public sealed record NormalInitializer(double Mean = 0, double Stddev = 0.05, bool IsTruncated = false) : Initializer(IsTruncated ? "TruncatedNormal" : "RandomNormal");

/// <summary>
/// A kernel seen as (product of all axes but the last) x (last) with orthogonal columns of the length gain, or rows where there are fewer (Saxe and others, 2014).
/// </summary>
/// <param name="Gain">The length.</param>
public sealed record OrthogonalInitializer(double Gain = 1) : Initializer("Orthogonal");

/// <summary>An initializer that is not computed here. It is refused where initial weights are asked for, and nowhere else.</summary>
/// <param name="Name">What the file calls it.</param>
public sealed record UnknownInitializer(string Name) : Initializer(Name);

/// <summary>By what a variance is divided, by Keras' names.</summary>
public enum FanMode
{
    /// <summary>The number of inputs.</summary>
    FanIn,

    /// <summary>The number of outputs.</summary>
    FanOut,

    /// <summary>The mean of both.</summary>
    FanAvg,
}

/// <summary>How random numbers of a given variance are spread, by Keras' names.</summary>
public enum InitialDistribution
{
    /// <summary>Normal without what is farther than two standard deviations out; the variance is the given one all the same.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    UntruncatedNormal,

    /// <summary>Uniform.</summary>
    Uniform,
}
