namespace FashionRef.Models;

/// <summary>A weight's initial values, by Keras' names.</summary>
public enum Initializer
{
    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Uniform in <c>[-limit, limit)</c> with <c>limit = sqrt(6 / (fan_in + fan_out))</c> (Glorot and Bengio, 2010).</summary>
    GlorotUniform,
}
