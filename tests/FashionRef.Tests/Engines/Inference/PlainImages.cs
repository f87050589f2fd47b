using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>The part of <see cref="PlainInference"/> that looks at neighbouring pixels; each number from its row, column and channel.</summary>
internal sealed class PlainImages
{
    private readonly BuiltLayer _layer;
    private readonly IReadOnlyDictionary<string, double[]> _weights;
    private readonly bool _channelsFirst;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;

    public PlainImages(BuiltLayer layer, IReadOnlyDictionary<string, double[]> weights)
    {
        _layer = layer;
        _weights = weights;
        Layer formatted = layer.Layer is SeparableConv2D separable ? separable.Depthwise : layer.Layer;
        _channelsFirst = (DataFormat)formatted.GetType().GetProperty(nameof(DataFormat))!.GetValue(formatted)! == DataFormat.ChannelsFirst;
        Shape shape = layer.InputShape;
        (_height, _width, _channels) = _channelsFirst ? (shape[1], shape[2], shape[0]) : (shape[0], shape[1], shape[2]);
    }

    public double[] Compute(double[] x) => _layer.Layer switch
    {
        Conv2D conv => Pixels((y, column, o) => Bias(o) + Convolved(x, conv, y, column, o)),
        DepthwiseConv2D depthwise => Pixels((y, column, o) => Bias(o) + Depthwise(x, depthwise, _weights["kernel"], y, column, o)),
        SeparableConv2D separable => Pixels((y, column, o) => Bias(o) + Enumerable.Range(0, _channels * separable.Depthwise.DepthMultiplier)
            .Sum(i => Depthwise(x, separable.Depthwise, _weights["depthwise_kernel"], y, column, i) * _weights["pointwise_kernel"][(i * separable.Filters) + o])),
        Conv2DTranspose transpose => Transposed(x, transpose),
        MaxPooling2D pool => Pixels((y, column, c) => Window(x, pool.PoolSize, pool.Strides, pool.Padding, y, column, c).Max()),
        AveragePooling2D pool => Pixels((y, column, c) => Window(x, pool.PoolSize, pool.Strides, pool.Padding, y, column, c).Average()),
        GlobalMaxPooling2D => [.. Enumerable.Range(0, _channels).Select(c => All(x, c).Max())],
        GlobalAveragePooling2D => [.. Enumerable.Range(0, _channels).Select(c => All(x, c).Average())],
        ZeroPadding2D padding => Pixels((y, column, c) => Pixel(x, y - padding.Padding.Top, column - padding.Padding.Left, c)),
        Cropping2D cropping => Pixels((y, column, c) => Pixel(x, y + cropping.Cropping.Top, column + cropping.Cropping.Left, c)),
        UpSampling2D { Interpolation: Interpolation.Nearest } repeated => Pixels((y, column, c) => Pixel(x, y / repeated.Factor.Height, column / repeated.Factor.Width, c)),
        UpSampling2D or Resizing { Interpolation: Interpolation.Bilinear } => Pixels((y, column, c) => Between(x, y, column, c)),
        Resizing resizing => Pixels((y, column, c) => Pixel(x, Nearest(y, _height, resizing.Height), Nearest(column, _width, resizing.Width), c)),
        _ => throw new ArgumentException($"{_layer.Layer}"),
    };

    // As TensorFlow computes it, in float32.
    private static int Nearest(int i, int length, int outputs) => Math.Min((int)((i + 0.5f) * (length / (float)outputs)), length - 1);

    // Padding before, as Keras' 'same' has it.
    private static int Before(int length, int kernel, int stride, int dilation, Padding padding)
    {
        int places = (length + stride - 1) / stride;
        return padding == Padding.Same ? Math.Max(((places - 1) * stride) + ((kernel - 1) * dilation) + 1 - length, 0) / 2 : 0;
    }

    private double[] Pixels(Func<int, int, int, double> pixel) =>
        PlainInference.Each(_layer.OutputShape, place => _channelsFirst ? pixel(place[1], place[2], place[0]) : pixel(place[0], place[1], place[2]));

    private double Pixel(double[] x, int row, int column, int channel) => row < 0 || row >= _height || column < 0 || column >= _width
        ? 0
        : x[_channelsFirst ? (((channel * _height) + row) * _width) + column : (((row * _width) + column) * _channels) + channel];

    private double Bias(int output) => _weights.TryGetValue("bias", out double[]? bias) ? bias[output] : 0;

    private double Convolved(double[] x, Conv2D layer, int y, int column, int output)
    {
        int top = (y * layer.Strides.Height) - Before(_height, layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding);
        int left = (column * layer.Strides.Width) - Before(_width, layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding);
        int inputs = _channels / layer.Groups;
        int firstInput = output / (layer.Filters / layer.Groups) * inputs;
        Shape kernel = Shape.Of(layer.KernelSize.Height, layer.KernelSize.Width, inputs, layer.Filters);
        double sum = 0;
        PlainInference.Each(kernel, place =>
        {
            if (place[3] == output)
            {
                sum += Pixel(x, top + (place[0] * layer.DilationRate.Height), left + (place[1] * layer.DilationRate.Width), firstInput + place[2]) * _weights["kernel"][PlainInference.At(kernel, place)];
            }

            return 0;
        });
        return sum;
    }

    private double Depthwise(double[] x, DepthwiseConv2D layer, double[] kernel, int y, int column, int output)
    {
        int top = (y * layer.Strides.Height) - Before(_height, layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding);
        int left = (column * layer.Strides.Width) - Before(_width, layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding);
        Shape shape = Shape.Of(layer.KernelSize.Height, layer.KernelSize.Width, _channels, layer.DepthMultiplier);
        (int channel, int j) = Math.DivRem(output, layer.DepthMultiplier);
        double sum = 0;
        for (int a = 0; a < layer.KernelSize.Height; a++)
        {
            for (int b = 0; b < layer.KernelSize.Width; b++)
            {
                sum += Pixel(x, top + (a * layer.DilationRate.Height), left + (b * layer.DilationRate.Width), channel) * kernel[PlainInference.At(shape, a, b, channel, j)];
            }
        }

        return sum;
    }

    // Each input pixel adds to the whole output, of which a part is kept.
    private double[] Transposed(double[] x, Conv2DTranspose layer)
    {
        (Size2D size, Size2D strides) = (layer.KernelSize, layer.Strides);
        Shape whole = Shape.Of(
            Math.Max(((_height - 1) * strides.Height) + size.Height, _height * strides.Height), Math.Max(((_width - 1) * strides.Width) + size.Width, _width * strides.Width), layer.Filters);
        Shape kernel = Shape.Of(size.Height, size.Width, layer.Filters, _channels);
        double[] sums = new double[whole.Count];
        PlainInference.Each(Shape.Of(_height, _width, size.Height, size.Width, layer.Filters, _channels), at =>
        {
            sums[PlainInference.At(whole, (at[0] * strides.Height) + at[2], (at[1] * strides.Width) + at[3], at[4])] +=
                Pixel(x, at[0], at[1], at[5]) * _weights["kernel"][PlainInference.At(kernel, at[2], at[3], at[4], at[5])];
            return 0;
        });
        bool isSame = layer.Padding == Padding.Same;
        int top = isSame ? Math.Max(size.Height - strides.Height, 0) / 2 : 0;
        int left = isSame ? Math.Max(size.Width - strides.Width, 0) / 2 : 0;
        return Pixels((y, column, o) => Bias(o) + sums[PlainInference.At(whole, top + y, left + column, o)]);
    }

    private IEnumerable<double> Window(double[] x, Size2D size, Size2D strides, Padding padding, int y, int column, int channel)
    {
        int top = (y * strides.Height) - Before(_height, size.Height, strides.Height, 1, padding);
        int left = (column * strides.Width) - Before(_width, size.Width, strides.Width, 1, padding);
        return from a in Enumerable.Range(top, size.Height)
               from b in Enumerable.Range(left, size.Width)
               where a >= 0 && a < _height && b >= 0 && b < _width
               select Pixel(x, a, b, channel);
    }

    private IEnumerable<double> All(double[] x, int channel) => Window(x, new Size2D(_height, _width), 1, Padding.Valid, 0, 0, channel);

    // The four pixels around (y + 1/2)·scale - 1/2; those outside are the nearest inside.
    private double Between(double[] x, int y, int column, int channel)
    {
        (int height, int width) = _channelsFirst ? (_layer.OutputShape[1], _layer.OutputShape[2]) : (_layer.OutputShape[0], _layer.OutputShape[1]);
        double row = ((y + 0.5) * _height / height) - 0.5;
        double place = ((column + 0.5) * _width / width) - 0.5;
        double sum = 0;
        for (int a = (int)Math.Floor(row); a <= Math.Floor(row) + 1; a++)
        {
            for (int b = (int)Math.Floor(place); b <= Math.Floor(place) + 1; b++)
            {
                sum += (1 - Math.Abs(row - a)) * (1 - Math.Abs(place - b)) * Pixel(x, Math.Clamp(a, 0, _height - 1), Math.Clamp(b, 0, _width - 1), channel);
            }
        }

        return sum;
    }
}
