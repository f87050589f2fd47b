using System.Text.Json;
using FashionRef.Data;

namespace FashionRef.Tests;

/// <summary>What Keras computed in the first steps of an epoch; TestData/README.md says where it comes from.</summary>
internal sealed record KerasTrace(
    int Seed,
    int Offset,
    IReadOnlyList<KerasTrace.StepResult> Steps,
    IReadOnlyDictionary<string, KerasTrace.Fingerprint> Initial)
{
    private const int BatchSize = 128;

    public static KerasTrace Read(int model)
    {
        using JsonDocument document = JsonDocument.Parse(TestDataFile.Text("keras-first-steps.json"));
        return document.RootElement.GetProperty($"model{model}").Deserialize<KerasTrace>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Position k of the epoch holds training image (48271·k + offset) mod 60000.</summary>
    public (byte[] Pixels, byte[] Labels) Batch(ImageSet images, int step)
    {
        int imageSize = images.Height * images.Width;
        byte[] pixels = new byte[BatchSize * imageSize];
        byte[] labels = new byte[BatchSize];
        for (int i = 0; i < BatchSize; i++)
        {
            long position = ((long)BatchSize * step) + i;
            int image = (int)(((48271 * position) + Offset) % 60000);
            images.Pixels.Span.Slice(image * imageSize, imageSize).CopyTo(pixels.AsSpan(i * imageSize));
            labels[i] = images.Labels.Span[image];
        }

        return (pixels, labels);
    }

    internal sealed record StepResult(double Loss, int Correct);

    internal sealed record Fingerprint(int[] At, double[] Values);
}
