namespace FashionRef.Models;

/// <summary>The type of number that a model computes with; Keras' <c>floatx</c>.</summary>
public enum Precision
{
    /// <summary>24 significant bits: the notebook's, and Keras' default.</summary>
    Float32,

    /// <summary>53 significant bits: to check whether two programs compute the same thing.</summary>
    Float64,
}

/// <summary>Rounding to a precision.</summary>
internal static class PrecisionRounding
{
    /// <summary>The nearest number that the precision has, ties to even.</summary>
    public static double Round(this Precision precision, double value) => precision == Precision.Float32 ? (float)value : value;
}
