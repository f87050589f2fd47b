using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>The convolutions' products at the notebook's shapes.</summary>
internal static class ProductCases
{
    private const int Width = 28;
    private const int Bordered = 30;
    private const int Taps = 3;

    public static KernelCase Convolution1Row<TLanes>()
        where TLanes : struct, ILanes<TLanes> => Row<TLanes>("conv1 row", inputs: 1, outputs: 16);

    public static KernelCase Convolution2Row<TLanes>()
        where TLanes : struct, ILanes<TLanes> => Row<TLanes>("conv2 row", inputs: 16, outputs: 32);

    /// <summary>The products of 28 windows of the second convolution, transformed.</summary>
    public static KernelCase WinogradProducts<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        const int Points = 16;
        const int Windows = 28;
        const int Inputs = 16;
        const int Outputs = 32;
        ProductShape shape = new(
            Windows, Outputs, Outer: 1, Inputs, LeftRow: Inputs, LeftOuter: 0, LeftInner: 1, RightRow: Outputs, StartRow: 0, ResultRow: Outputs);
        AlignedFloats left = Buffers.Filled(Points * Windows * Inputs, 1);
        AlignedFloats right = Buffers.Filled(Points * Inputs * Outputs, 2);
        AlignedFloats zeros = new(Outputs);
        AlignedFloats result = new(Points * Windows * Outputs);
        return new KernelCase("conv2 Winograd products", TLanes.Count, Points * OperationsOf(shape), () =>
        {
            for (int point = 0; point < Points; point++)
            {
                MatrixProduct<TLanes>.Compute(
                    shape,
                    left.Span[(point * Windows * Inputs)..],
                    right.Span[(point * Inputs * Outputs)..],
                    zeros.Span,
                    result.Span[(point * Windows * Outputs)..]);
            }
        });
    }

    /// <summary>The operations of a product.</summary>
    public static double OperationsOf(in ProductShape shape) => 2.0 * shape.Rows * shape.Columns * shape.Outer * shape.Inner;

    private static KernelCase Row<TLanes>(string name, int inputs, int outputs)
        where TLanes : struct, ILanes<TLanes>
    {
        ProductShape shape = new(
            Width, outputs, Taps, Taps * inputs, LeftRow: inputs, LeftOuter: Bordered * inputs, LeftInner: 1, RightRow: outputs, StartRow: 0, ResultRow: outputs);
        AlignedFloats image = Buffers.Filled(Taps * Bordered * inputs, 1);
        AlignedFloats kernel = Buffers.Filled(Taps * Taps * inputs * outputs, 2);
        AlignedFloats bias = Buffers.Filled(outputs, 3);
        AlignedFloats row = new(Width * outputs);
        return new KernelCase(
            name, TLanes.Count, OperationsOf(shape), () => MatrixProduct<TLanes>.Compute(shape, image.Span, kernel.Span, bias.Span, row.Span));
    }
}
