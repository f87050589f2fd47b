using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Backpropagation.Augmentation;

/// <summary>A layer's work on one image; images do not depend on each other.</summary>
internal interface IStage
{
    /// <summary>Changes an image.</summary>
    /// <param name="image">The image; it is changed.</param>
    /// <param name="scratch">As long as it; its content is lost.</param>
    /// <param name="sample">The image's place in the batch.</param>
    /// <param name="random">The step's random numbers.</param>
    void Run(Span<float> image, Span<float> scratch, long sample, RandomStep random);
}

/// <summary>Rescaling or Normalization: changes each number by itself, with Keras' arithmetic in float32.</summary>
internal sealed class LinearStage : IStage
{
    private readonly Func<float, int, float> _function;

    private LinearStage(Func<float, int, float> function) => _function = function;

    /// <summary>Keras' Rescaling: scale and offset are rounded first.</summary>
    /// <param name="layer">The layer.</param>
    public static LinearStage Of(Rescaling layer)
    {
        float[] scale = [.. layer.Scale.Select(value => (float)value)];
        float[] offset = [.. layer.Offset.Select(value => (float)value)];
        return new((x, i) => (x * scale[i % scale.Length]) + offset[i % offset.Length]);
    }

    /// <summary>Keras' Normalization.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of an image.</param>
    /// <param name="mean">For each position of its axes, or one for all.</param>
    /// <param name="variance">For each position of its axes, or one for all.</param>
    public static LinearStage Of(Normalization layer, Shape input, IReadOnlyList<double> mean, IReadOnlyList<double> variance)
    {
        int[] places = Exact.Inference.AxisPlaces.Of(input, [.. layer.OwnAxes(input)]);
        float[] means = [.. places.Select(place => (float)mean[place % mean.Count])];
        float[] deviations = [.. places.Select(place => MathF.Max(MathF.Sqrt((float)variance[place % variance.Count]), (float)Normalization.LeastDeviation))];
        return layer.Invert
            ? new((x, i) => (x * deviations[i]) + means[i])
            : new((x, i) => (x - means[i]) / deviations[i]);
    }

    public void Run(Span<float> image, Span<float> scratch, long sample, RandomStep random)
    {
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = _function(image[i], i);
        }
    }
}

/// <summary>Mirrors half of the images; one draw decides for both axes.</summary>
/// <param name="image">The sizes.</param>
/// <param name="mode">At which axes.</param>
/// <param name="number">The layer's number.</param>
internal sealed class FlipStage(ImageAxes image, FlipMode mode, int number) : IStage
{
    public void Run(Span<float> image, Span<float> scratch, long sample, RandomStep random)
    {
        if (random.Uniform(number, Draws.First(sample)) <= 0.5)
        {
            image.CopyTo(scratch);
            Flip(scratch, image);
        }
    }

    /// <summary>Mirrors an image.</summary>
    public void Flip(ReadOnlySpan<float> input, Span<float> output)
    {
        ImageStrides strides = ImageStrides.Of(image);
        for (int row = 0; row < image.Height; row++)
        {
            int y = mode == FlipMode.Horizontal ? row : image.Height - 1 - row;
            for (int column = 0; column < image.Width; column++)
            {
                int x = mode == FlipMode.Vertical ? column : image.Width - 1 - column;
                for (int channel = 0; channel < image.Channels; channel++)
                {
                    output[strides.Place(row, column, channel)] = input[strides.Place(y, x, channel)];
                }
            }
        }
    }
}

/// <summary>Moves, turns or zooms each image by numbers drawn for it.</summary>
/// <param name="image">The sizes.</param>
/// <param name="layer">The layer.</param>
/// <param name="number">Its number.</param>
internal sealed class TransformStage(ImageAxes image, RandomTransform layer, int number) : IStage
{
    private readonly ImageSampler _sampler = new(image, layer);

    public void Run(Span<float> image, Span<float> scratch, long sample, RandomStep random)
    {
        image.CopyTo(scratch);
        _sampler.Run(scratch, image, Map(sample, random));
    }

    private AffineMap Map(long sample, RandomStep random)
    {
        switch (layer)
        {
            case RandomTranslation move:
                float down = Draw(move.HeightFactor, 1, 0, Draws.First(sample), random) * image.Height;
                float right = Draw(move.WidthFactor, 1, 0, Draws.Second(sample), random) * image.Width;
                return AffineMap.Moved(down, right);
            case RandomRotation turn:
                return AffineMap.Turned(Draw(turn.Factor, 360, 0, Draws.First(sample), random), image.Height, image.Width);
            default:
                RandomZoom zoom = (RandomZoom)layer;
                float rows = Draw(zoom.HeightFactor, 1, 1, Draws.First(sample), random);
                float columns = zoom.WidthFactor is { } width ? Draw(width, 1, 1, Draws.Second(sample), random) : rows;
                return AffineMap.Zoomed(rows, columns, image.Height, image.Width);
        }
    }

    private float Draw(FactorRange factor, double unit, double origin, long element, RandomStep random) =>
        Draws.Within(origin + (unit * factor.Lower), origin + (unit * factor.Upper), random.Uniform(number, element));
}

/// <summary>Makes the pixels of each channel more or less different from their mean.</summary>
/// <param name="image">The sizes.</param>
/// <param name="layer">The layer.</param>
/// <param name="number">Its number.</param>
internal sealed class ContrastStage(ImageAxes image, RandomContrast layer, int number) : IStage
{
    public void Run(Span<float> image, Span<float> scratch, long sample, RandomStep random) =>
        Change(image, Draws.Within(1 - layer.Factor.Lower, 1 + layer.Factor.Upper, random.Uniform(number, Draws.First(sample))));

    /// <summary>Changes an image by a factor.</summary>
    public void Change(Span<float> pixels, float factor)
    {
        ImageStrides strides = ImageStrides.Of(image);
        (float least, float most) = ((float)layer.ValueRange.Lower, (float)layer.ValueRange.Upper);
        for (int channel = 0; channel < image.Channels; channel++)
        {
            // In double, so that no digits are lost whatever the order in which another program adds.
            double sum = 0;
            for (int place = 0; place < image.Height * image.Width; place++)
            {
                sum += pixels[strides.Place(place / image.Width, place % image.Width, channel)];
            }

            float mean = (float)(sum / (image.Height * image.Width));
            for (int place = 0; place < image.Height * image.Width; place++)
            {
                ref float pixel = ref pixels[strides.Place(place / image.Width, place % image.Width, channel)];
                pixel = Math.Clamp(((pixel - mean) * factor) + mean, least, most);
            }
        }
    }
}
