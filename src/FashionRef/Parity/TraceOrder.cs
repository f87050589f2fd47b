namespace FashionRef.Parity;

/// <summary>The order of the training images in a trace: a formula that any language can compute.</summary>
internal static class TraceOrder
{
    private const long Factor = 48_271;

    /// <summary>Position k of the epoch holds training image <c>(48271·k + offset) mod count</c>.</summary>
    /// <param name="count">How many training images there are; 60,000 has no factor in common with 48271, so each comes once.</param>
    /// <param name="offset">At least 0.</param>
    public static int[] Of(int count, long offset)
    {
        int[] order = new int[count];
        for (int k = 0; k < count; k++)
        {
            order[k] = Image(k, offset, count);
        }

        return order;
    }

    /// <summary>The image at a position.</summary>
    /// <param name="place">k, from 0.</param>
    /// <param name="offset">At least 0.</param>
    /// <param name="count">How many training images there are.</param>
    public static int Image(int place, long offset, int count) => (int)(((Factor * place) + (offset % count)) % count);
}
