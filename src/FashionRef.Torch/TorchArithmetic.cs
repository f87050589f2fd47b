using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>
/// Arithmetic with scalars. TorchSharp converts a number to a native scalar that it never disposes: the finalizer may free it while
/// libtorch still reads it. Here each scalar lives exactly as long as its operation (BannedSymbols.txt bans TorchSharp's own).
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

    /// <summary>The values clipped to the bounds; the gradient of clipped ones is zero.</summary>
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
