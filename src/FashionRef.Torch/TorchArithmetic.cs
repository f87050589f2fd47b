using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>
/// Arithmetic with numbers. TorchSharp turns a number into a native scalar that it never disposes: its finalizer frees it, at
/// worst while libtorch still reads it. Here each lives exactly as long as its operation (BannedSymbols.txt forbids the rest).
/// </summary>
internal static class TorchArithmetic
{
    /// <summary><c>left + right</c>.</summary>
    public static Tensor Plus(this Tensor left, Tensor right)
    {
        using Scalar factor = 1.ToScalar();
        return left.add(right, factor);
    }

    /// <summary><c>left + right</c>.</summary>
    public static Tensor Plus(this Tensor left, double right)
    {
        using Scalar number = right.ToScalar();
        using Scalar factor = 1.ToScalar();
        return left.add(number, factor);
    }

    /// <summary><c>left · right</c>.</summary>
    public static Tensor Times(this Tensor left, double right)
    {
        using Scalar number = right.ToScalar();
        return left.mul(number);
    }

    /// <summary>The values, those outside the bounds replaced by the bound; there the gradient is zero.</summary>
    public static Tensor Clip(this Tensor values, double least, double most)
    {
        using Scalar low = least.ToScalar();
        using Scalar high = most.ToScalar();
        return values.clamp(low, high);
    }

    /// <summary><c>target *= factor</c>.</summary>
    public static Tensor MultiplyInPlace(this Tensor target, double factor)
    {
        using Scalar number = factor.ToScalar();
        return target.mul_(number);
    }

    /// <summary><c>target += factor · values</c>.</summary>
    public static Tensor AddInPlace(this Tensor target, Tensor values, double factor)
    {
        using Scalar number = factor.ToScalar();
        return target.add_(values, number);
    }

    /// <summary><c>target += number</c>.</summary>
    public static Tensor AddInPlace(this Tensor target, double number)
    {
        using Scalar addend = number.ToScalar();
        using Scalar factor = 1.ToScalar();
        return target.add_(addend, factor);
    }
}
