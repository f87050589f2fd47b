using System.Numerics;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>What a trained model's convolutions give for real images: the kernels' inputs, as sparse as in training.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class TrainedConvolutions<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Rows of an image, and pixels of a row.</summary>
    public const int Size = 28;

    /// <summary>The same with the border.</summary>
    public const int Bordered = Size + 2;

    /// <summary>Channels of the first convolution.</summary>
    public const int Channels1 = 16;

    /// <summary>Channels of the second convolution.</summary>
    public const int Channels2 = 32;

    /// <summary>From a row of the first convolution's output to the next.</summary>
    public const int RowStride1 = Bordered * Channels1;

    /// <summary>Rows of windows of the pooling, and windows of a row.</summary>
    public const int Windows = Size / 2;

    private const int Taps = 9;

    private readonly AlignedFloats[] _images;
    private readonly AlignedFloats[] _planes;
    private readonly PoolWinners[][] _winners;
    private readonly AlignedFloats _kernel2;
    private readonly AlignedFloats _bias2;

    /// <summary>Computes them.</summary>
    public TrainedConvolutions(TrainedModel model)
    {
        _kernel2 = Buffers.Of(model.Weights[2].Values);
        _bias2 = Buffers.Of(model.Weights[3].Values);
        AlignedFloats kernel1 = Buffers.Of(model.Weights[0].Values);
        AlignedFloats bias1 = Buffers.Of(model.Weights[1].Values);
        _images = [.. Enumerable.Range(0, model.Images.Count).Select(n => BorderedImage(model.Images.Pixels.Span.Slice(n * Size * Size, Size * Size)))];
        _planes = [.. _images.Select(image => Convolution1(image, kernel1, bias1))];
        _winners = [.. _planes.Select(WinnersOf)];
    }

    /// <summary>How many images there are.</summary>
    public int Count => _images.Length;

    /// <summary>The second convolution's kernel as <c>[output channel][tap][input channel]</c>.</summary>
    public AlignedFloats TurnedKernel2
    {
        get
        {
            AlignedFloats turned = new(_kernel2.Length);
            for (int i = 0; i < turned.Length; i++)
            {
                turned.Span[((i % Channels2) * Taps * Channels1) + (i / Channels2)] = _kernel2.Span[i];
            }

            return turned;
        }
    }

    /// <summary>The share of the second convolution's pooled units that ReLU lets through.</summary>
    public double ActiveShare =>
        _winners.SelectMany(winners => winners).Average(window => BitOperations.PopCount(window.Active)) / AlignedFloats.FloatsPerCacheLine;

    /// <summary>An image with its border.</summary>
    public ReadOnlySpan<float> Image(int image) => _images[image].Span;

    /// <summary>The first convolution's output with its border.</summary>
    public ReadOnlySpan<float> Plane(int image) => _planes[image].Span;

    /// <summary>Two rows of the second convolution, before pooling.</summary>
    /// <param name="plane">The first convolution's output.</param>
    /// <param name="y">The upper row.</param>
    /// <param name="rows">Receives them, one after the other.</param>
    public void TwoRows(ReadOnlySpan<float> plane, int y, Span<float> rows)
    {
        ProductShape shape = new(
            Size, Channels2, Outer: 3, Inner: 3 * Channels1, Channels1, RowStride1, LeftInner: 1, Channels2, StartRow: 0, Channels2);
        for (int row = 0; row < 2; row++)
        {
            MatrixProduct<TLanes>.Compute(
                shape, plane[((y + row) * RowStride1)..], _kernel2.Span, _bias2.Span, rows[(row * Size * Channels2)..]);
        }
    }

    /// <summary>The lists of an image's active gradients, with made-up gradients.</summary>
    public ActiveGradients Active(int image)
    {
        ActiveGradients active = new(Channels2, Windows * Windows);
        AlignedFloats gradients = Buffers.Filled(AlignedFloats.FloatsPerCacheLine, image);
        PoolWinners[] winners = _winners[image];
        const int Groups = Channels2 / AlignedFloats.FloatsPerCacheLine;
        for (int i = 0; i < winners.Length; i++)
        {
            int window = i / Groups;
            int patch = (2 * (window / Windows) * RowStride1) + (2 * (window % Windows) * Channels1);
            active.AddWindow(winners[i], gradients.Span, (i % Groups) * AlignedFloats.FloatsPerCacheLine, patch, RowStride1, Channels1);
        }

        return active;
    }

    private static AlignedFloats BorderedImage(ReadOnlySpan<byte> pixels)
    {
        AlignedFloats image = new(Bordered * Bordered);
        for (int i = 0; i < pixels.Length; i++)
        {
            image.Span[(((i / Size) + 1) * Bordered) + (i % Size) + 1] = pixels[i];
        }

        return image;
    }

    private static AlignedFloats Convolution1(AlignedFloats image, AlignedFloats kernel, AlignedFloats bias)
    {
        ProductShape shape = new(
            Size, Channels1, Outer: 3, Inner: 3, LeftRow: 1, LeftOuter: Bordered, LeftInner: 1, Channels1, StartRow: 0, Channels1);
        AlignedFloats plane = new(Bordered * RowStride1);
        for (int y = 0; y < Size; y++)
        {
            Span<float> row = plane.Span.Slice(((y + 1) * RowStride1) + Channels1, Size * Channels1);
            MatrixProduct<TLanes>.Compute(shape, image.Span[(y * Bordered)..], kernel.Span, bias.Span, row);
            Elementwise<TLanes>.Relu(row);
        }

        return plane;
    }

    private PoolWinners[] WinnersOf(AlignedFloats plane)
    {
        const int GroupsOfRow = Windows * Channels2 / AlignedFloats.FloatsPerCacheLine;
        PoolWinners[] winners = new PoolWinners[Windows * GroupsOfRow];
        AlignedFloats rows = new(2 * Size * Channels2);
        AlignedFloats maxima = new(Windows * Channels2);
        for (int y = 0; y < Windows; y++)
        {
            TwoRows(plane.Span, 2 * y, rows.Span);
            MaxPooling<TLanes>.Pool(
                rows.Span[..(Size * Channels2)], rows.Span[(Size * Channels2)..], Channels2, Windows, relu: true, maxima.Span, winners.AsSpan(y * GroupsOfRow, GroupsOfRow));
        }

        return winners;
    }
}
