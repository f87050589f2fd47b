namespace FashionRef.Tests.Engines.Exact.Kernels;

/// <summary><c>left · right + addend</c> of the kinds of numbers that the references are computed with.</summary>
internal static class MultiplyAdds
{
    /// <summary>Exact, or an exception.</summary>
    public static long Of(long left, long right, long addend) => checked((left * right) + addend);

    /// <summary>So precise that its own error does not matter beside that of float32.</summary>
    public static double Of(double left, double right, double addend) => (left * right) + addend;

    /// <summary>Rounded once: what a kernel must give to the bit, when it is called in the kernel's order.</summary>
    public static float Of(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);
}
