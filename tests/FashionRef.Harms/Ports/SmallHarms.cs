using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Torch;
using FashionRef.Training;
using static TorchSharp.torch;

namespace FashionRef.Harms.Ports;

/// <summary>Mistakes so small that the accuracy of one run does not show them.</summary>
internal static class SmallHarms
{
    private const int Shirt = 6;

    public static IEnumerable<Deviation> All =>
    [
        Adam("learning rate 0.009", adam => adam with { LearningRate = 0.009 }),
        Adam("learning rate 0.0095", adam => adam with { LearningRate = 0.0095 }),
        Adam("learning rate 0.012", adam => adam with { LearningRate = 0.012 }),
        new("decoupled weight decay of 1e-4", new Port { Steps = new PortedSteps { Update = TrainingDeviations.Decaying(1e-4) } }),
        new("1 - beta taken in float32", new Port { Steps = new PortedSteps { Update = RoundedBetas } }),
        new("a frozen filter", new Port { Steps = new PortedSteps { Update = Frozen } }),
        new("weights kept in float16", new Port { Steps = new PortedSteps { Update = InFloat16 } }),

        new("batches of 120", new Port { Fit = new FitSteps { Batches = (order, _) => order.Chunk(120) } }),
        new("2 % of the images missing", new Port { Fit = new FitSteps { Order = (count, seed, epoch) => [.. EpochShuffle.Order(count, seed, epoch).Where(image => image % 50 != 0)] } }),
        Labels("1 % wrong labels", (image, label) => image % 100 == 0 ? (label + 1) % FashionMnist.ClassNames.Count : label),
        Labels("1 % of class 6 labelled wrongly", (image, label) => label == Shirt && image % 100 == 0 ? 0 : label),
        Labels("10 % of class 6 labelled wrongly", (image, label) => label == Shirt && image % 10 == 0 ? 0 : label),

        new("test images shifted by a pixel", new Port { ReadTest = images => Redrawn(images, (image, row, column) => column == 0 ? (byte)0 : image[(row * images.Width) + column - 1]) }),
        new("test images blurred", new Port { ReadTest = images => Redrawn(images, (image, row, column) => Mean(images, image, row, column)) }),
    ];

    private static Deviation Adam(string name, Func<Adam, Adam> settings) => new(name, new Port { Steps = new PortedSteps { Settings = settings } });

    private static Deviation Labels(string name, Func<int, int, int> label) => new(
        name,
        new Port { ReadTrain = images => new(images.Height, images.Width, images.Pixels, images.Labels.ToArray().Select((right, image) => (byte)label(image, right)).ToArray()) });

    private static void RoundedBetas(Adam adam, double stepSize, long step, Tensor weight, Tensor gradient, Tensor first, Tensor second) => TorchAdam.Update(
        adam with { Beta1 = 1 - (double)(1f - (float)adam.Beta1), Beta2 = 1 - (double)(1f - (float)adam.Beta2) }, stepSize, weight, gradient, first, second);

    private static void Frozen(Adam adam, double stepSize, long step, Tensor weight, Tensor gradient, Tensor first, Tensor second)
    {
        using Tensor before = weight.detach().clone();
        TorchAdam.Update(adam, stepSize, weight, gradient, first, second);
        if (weight.dim() == 4)
        {
            weight[0].copy_(before[0]);
        }
    }

    private static void InFloat16(Adam adam, double stepSize, long step, Tensor weight, Tensor gradient, Tensor first, Tensor second)
    {
        TorchAdam.Update(adam, stepSize, weight, gradient, first, second);
        weight.copy_(weight.to(ScalarType.Float16).to(weight.dtype));
    }

    private static ImageSet Redrawn(ImageSet images, Func<byte[], int, int, byte> pixel)
    {
        int size = images.Height * images.Width;
        byte[] pixels = new byte[images.Pixels.Length];
        for (int i = 0; i < images.Count; i++)
        {
            byte[] image = images.Pixels.Slice(i * size, size).ToArray();
            for (int at = 0; at < size; at++)
            {
                pixels[(i * size) + at] = pixel(image, at / images.Width, at % images.Width);
            }
        }

        return new ImageSet(images.Height, images.Width, pixels, images.Labels);
    }

    // Over the pixel and its neighbours to the right and below, where there are any.
    private static byte Mean(ImageSet images, byte[] image, int row, int column)
    {
        int below = Math.Min(row + 1, images.Height - 1);
        int right = Math.Min(column + 1, images.Width - 1);
        return (byte)((image[(row * images.Width) + column] + image[(row * images.Width) + right] + image[(below * images.Width) + column] + image[(below * images.Width) + right]) / 4);
    }
}
