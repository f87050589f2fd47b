namespace FashionRef.Models;

/// <summary>The type of a weight's numbers in a file, by the names of Keras and NumPy.</summary>
public enum NumberType
{
    /// <summary>IEEE 754, 4 bytes: Keras' default.</summary>
    Float32,

    /// <summary>IEEE 754, 8 bytes.</summary>
    Float64,

    /// <summary>IEEE 754, 2 bytes.</summary>
    Float16,

    /// <summary>The upper half of a float32, 2 bytes.</summary>
    BFloat16,

    /// <summary>A whole number, 4 bytes.</summary>
    Int32,

    /// <summary>A whole number, 8 bytes.</summary>
    Int64,
}

/// <summary>What follows from a type of numbers.</summary>
public static class NumberTypes
{
    /// <summary>How many bytes a number takes.</summary>
    /// <param name="type">The type.</param>
    public static int Bytes(this NumberType type) => type switch
    {
        NumberType.Float16 or NumberType.BFloat16 => 2,
        NumberType.Float32 or NumberType.Int32 => 4,
        _ => 8,
    };
}
