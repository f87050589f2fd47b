namespace FashionRef.Engines.Exact.Inference;

/// <summary>
/// One operation on one sample. Each number of its output is computed in double from float32 numbers, in one written order, and rounded
/// once. A step is used by many threads at once and keeps nothing between calls.
/// </summary>
internal interface IInferenceStep
{
    /// <summary>How many numbers of a thread's own it needs besides input and output.</summary>
    int ScratchLength { get; }

    /// <summary>Computes it.</summary>
    /// <param name="input">One sample's input, row-major.</param>
    /// <param name="output">Receives its output, row-major.</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>.</param>
    void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch);
}
