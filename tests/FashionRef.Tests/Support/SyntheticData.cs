using FashionRef.Data;
using FashionRef.Training;

namespace FashionRef.Tests.Support;

/// <summary>Small data sets that a model can learn: an image of class c is bright in its rows 2c and 2c + 1, under noise.</summary>
internal static class SyntheticData
{
    private const int Height = 28;
    private const int Width = 28;
    private const int Classes = 10;

    public static Dataset Create(int train, int test) =>
        new(CreateSet(train, stream: 1), CreateSet(test, stream: 2), new Dictionary<string, string>());

    private static ImageSet CreateSet(int count, int stream)
    {
        byte[] pixels = new byte[count * Height * Width];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.Length; i++)
        {
            int image = i / (Height * Width);
            int row = i / Width % Height;
            labels[image] = (byte)(image % Classes);
            bool bright = row / 2 == labels[image];
            pixels[i] = (byte)((bright ? 128 : 0) + (int)(SplitMix64.Bits(0, stream, (uint)i) % 128));
        }

        return new ImageSet(Height, Width, pixels, labels);
    }
}
