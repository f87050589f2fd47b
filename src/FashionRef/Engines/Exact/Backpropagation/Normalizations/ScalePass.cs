namespace FashionRef.Engines.Exact.Backpropagation.Normalizations;

/// <summary>
/// <c>x·scale + shift</c> with numbers that are not trained: Rescaling, Normalization, and batch normalization that is frozen and so uses its
/// moving averages.
/// </summary>
/// <param name="numbers">For a batch's weights the scale and the shift of each number of a sample.</param>
/// <param name="input">The values.</param>
/// <param name="output">The scaled ones.</param>
internal sealed class ScalePass(Func<float[][], (double[] Scale, double[] Shift)> numbers, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly double[] _none = new double[input.Length];
    private double[] _scale = [];
    private double[] _shift = [];

    public override void Begin(PassBatch batch) => (_scale, _shift) = numbers(batch.Weights);

    public override void Forward(int sample, int worker) => WideColumns.Scale(Input.Sample(sample), _scale, _shift, Output.Sample(sample));

    public override void Backward(int sample, int worker) => WideColumns.Scale(Output.Gradients(sample, worker), _scale, _none, Input.Gradients(sample, worker));
}
