using System.Numerics;

namespace FashionRef.Engines.Functions;

/// <summary>Functions of a number of any type: computed in double by <see cref="DoublePower"/> and its kin, rounded once. Their bits are the same on every machine.</summary>
internal static class TypedFunctions
{
    /// <summary>x to the power of y, as of <see cref="DoublePower.Of"/>.</summary>
    public static T Pow<T>(T x, T y)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(DoublePower.Of(double.CreateTruncating(x), double.CreateTruncating(y)));

    /// <summary>The cosine of x radians, |x| up to <see cref="DoubleTrigonometry.Largest"/>.</summary>
    public static T Cos<T>(T x)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(DoubleTrigonometry.Cos(double.CreateTruncating(x)));

    /// <summary>The natural logarithm of x.</summary>
    public static T Log<T>(T x)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(DoubleMath.Log(double.CreateTruncating(x)));
}
