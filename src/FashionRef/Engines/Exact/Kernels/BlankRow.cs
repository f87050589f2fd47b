namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// Bit masks of rows: bit x is set where an activation equals that of an image of zeros at the same place. A third of the images is
/// background, whose activations are all the same: they are computed once per batch and copied, bit for bit.
/// </summary>
internal static class BlankRow
{
    /// <summary>The widest row that a mask holds.</summary>
    public const int LargestWidth = 64;

    /// <summary>The mask of an image's row: set where all channels are 0.</summary>
    /// <param name="row">Pixels, <paramref name="channels"/> numbers each.</param>
    /// <param name="channels">Channels of a pixel.</param>
    public static ulong OfPixels(ReadOnlySpan<byte> row, int channels)
    {
        ulong marks = 0;
        ulong pixel = 1;
        int inPixel = 0;
        for (int i = 0; i < row.Length; i++)
        {
            marks |= row[i] == 0 ? 0 : pixel;
            if (++inPixel == channels)
            {
                inPixel = 0;
                pixel <<= 1;
            }
        }

        return ~marks;
    }

    /// <summary>The mask after a 3 x 3 convolution: an output is blank where its whole patch is.</summary>
    /// <param name="input">The input's rows.</param>
    /// <param name="y">The output's row.</param>
    /// <param name="inputWidth">The input's width.</param>
    /// <param name="border">The padding above and to the left of the input: 1, or 0 without padding.</param>
    public static ulong Convolve(ReadOnlySpan<ulong> input, int y, int inputWidth, int border)
    {
        ulong all = ulong.MaxValue;
        for (int row = Math.Max(y - border, 0); row <= Math.Min(y - border + 2, input.Length - 1); row++)
        {
            all &= input[row];
        }

        // Padding is blank: ones are shifted in below the first bit, and the bits above the last are set.
        ulong marks = inputWidth < LargestWidth ? all | (ulong.MaxValue << inputWidth) : all;
        ulong right = (marks >> 1) | (1ul << (LargestWidth - 1));
        ulong rightOfRight = (marks >> 2) | (3ul << (LargestWidth - 2));
        return border == 0 ? marks & right & rightOfRight : ((marks << 1) | 1) & marks & right;
    }

    /// <summary>The mask after 2 x 2 pooling.</summary>
    /// <param name="upper">The mask of the upper row.</param>
    /// <param name="lower">The mask of the lower row.</param>
    /// <param name="windows">How many windows.</param>
    public static ulong Pool(ulong upper, ulong lower, int windows)
    {
        ulong both = upper & lower;
        ulong marks = 0;
        for (int window = 0; window < windows; window++)
        {
            marks |= ((both >> (2 * window)) & 3) == 3 ? 1ul << window : 0;
        }

        return marks;
    }
}
