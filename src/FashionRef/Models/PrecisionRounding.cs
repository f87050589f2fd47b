namespace FashionRef.Models;

/// <summary>Rounding to a precision.</summary>
internal static class PrecisionRounding
{
    /// <summary>The nearest number that the precision has, ties to even.</summary>
    public static double Round(this Precision precision, double value) => precision == Precision.Float32 ? (float)value : value;
}
