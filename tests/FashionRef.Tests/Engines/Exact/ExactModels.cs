using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>Small models of every form that the engine knows, with weights and images out of nothing but a seed.</summary>
internal static class ExactModels
{
    private const int Stream = 0x6000;

    private static readonly Dictionary<string, Sequential> Models = new()
    {
        ["Model-1"] = NotebookModels.Model1,
        ["Model-2"] = NotebookModels.Model2,
        ["five filters, pooled"] = Images(8, 8, 1, [Conv(5), new MaxPooling2D(2), new Flatten(), Softmax(4)]),
        ["two convolutions, not pooled"] = Images(6, 5, 1, [Conv(4), Conv(6), new Flatten(), Softmax(3)]),
        ["no padding"] = Images(9, 8, 1, [Valid(6), new MaxPooling2D(2), Valid(5), new Flatten(), Softmax(3)]),
        ["no padding, then padding"] = Images(7, 8, 1, [Valid(3), Conv(4), Valid(2), Conv(3), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["7 x 9, pooled twice"] = Images(7, 9, 1, [Conv(6), new MaxPooling2D(2), Conv(7), new MaxPooling2D(2), new Flatten(), Softmax(5)]),
        ["two channels"] = Images(6, 7, 2, [Conv(5), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["sixteen channels"] = Images(6, 7, 16, [Conv(5), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["no padding after padding, both pooled"] = Images(11, 13, 1, [Conv(20), Conv(17), new MaxPooling2D(2), Valid(18), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["seventeen channels, not pooled"] = Images(4, 5, 17, [Conv(3), new Flatten(), Softmax(3)]),
        ["many filters"] = Images(6, 6, 3, [Conv(40), new MaxPooling2D(2), Conv(17), Conv(33), new Flatten(), Dense(20), Softmax(10)]),
        ["64 pixels wide"] = Images(5, 64, 1, [Conv(3), Conv(4), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["66 pixels wide, not padded"] = Images(7, 66, 1, [Valid(3), Conv(2), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["wider than 64 pixels"] = Images(5, 70, 1, [Conv(3), new MaxPooling2D(2), Conv(2), new MaxPooling2D(2), new Flatten(), Softmax(3)]),
        ["one pixel"] = Images(1, 1, 1, [Conv(2), new Flatten(), Softmax(3)]),
        ["one window"] = Images(2, 3, 1, [Conv(2), new MaxPooling2D(2), new Flatten(), Softmax(2)]),
        ["one patch"] = Images(3, 3, 1, [Valid(2), Conv(3), new Flatten(), Softmax(2)]),
        ["dense on the image"] = Images(17, 17, 1, [new Flatten(), Dense(17), Softmax(3)]),
        ["dense on five channels, flattened twice"] = Images(3, 3, 5, [new Flatten(), new Flatten(), Dense(33), Dense(1), Softmax(2)]),
        ["widths of 1, 3, 17, 33"] = Images(4, 4, 1, [new Flatten(), Dense(33), Dense(17), Linear(3), Linear(1), Softmax(17)]),
        ["softmax of 33 on the image"] = Images(5, 5, 1, [new Flatten(), Softmax(33)]),
        ["normalized"] = Images(6, 6, 1, [Conv(4), new MaxPooling2D(2), new Flatten(), Dense(17), Normal(), Dense(3), Normal(), Softmax(4)]),
        ["normalized twice"] = Images(4, 4, 1, [new Flatten(), Dense(9), Normal(), new BatchNormalization(0.5, 0.1), Softmax(4)]),
        ["linear"] = Images(6, 8, 1, [Conv(4, Activation.Linear), new MaxPooling2D(2), Conv(5, Activation.Linear), new Flatten(), Linear(6), Softmax(3)]),
        ["linear, not pooled"] = Images(5, 5, 2, [Conv(3, Activation.Linear), Conv(4, Activation.Linear), new Flatten(), Softmax(3)]),
    };

    /// <summary>The models' names, for tests to be called by.</summary>
    public static IEnumerable<string> Names => Models.Keys;

    /// <summary>Those that a test can train often.</summary>
    public static IEnumerable<string> SmallNames => Models.Keys.Except(["Model-1", "Model-2"]);

    /// <summary>A model, built.</summary>
    public static BuiltModel Get(string name) => Models[name].Build();

    /// <summary>
    /// A state in the middle of things: no bias is 0, no gamma 1, and the kernels are such that logits stay small for raw pixels.
    /// </summary>
    public static TrainerState Start(BuiltModel model, long step = 0)
    {
        WeightValues[] weights = [.. InitialWeights.Create(model, seed: 3).Select((weight, i) => weight with { Values = Values(weight, i) })];
        return TrainerState.Initial(model, weights) with { Step = step };
    }

    /// <summary>Images with background, pixels of one flat grey, and others.</summary>
    public static byte[] Pixels(BuiltModel model, int count, int first = 0)
    {
        int size = model.InputShape.Count;
        byte[] pixels = new byte[count * size];
        for (int i = 0; i < pixels.Length; i++)
        {
            int image = first + (i / size);
            int row = i % size / (model.InputShape[1] * model.InputShape[2]);
            ulong bits = SplitMix64.Bits(4, Stream, (uint)((first * size) + i));
            int column = i % size / model.InputShape[2] % model.InputShape[1];
            bool isEdge = row < model.InputShape[0] / 3 || column >= model.InputShape[1] * (image % 4) / 4;
            bool hasBackground = image % 4 != 0 && isEdge;
            bool isFlat = image % 4 == 2 && row >= model.InputShape[0] / 2;
            pixels[i] = hasBackground ? (byte)0 : isFlat ? (byte)90 : (byte)bits;
        }

        return pixels;
    }

    /// <summary>A class for each image.</summary>
    public static byte[] Labels(BuiltModel model, int count, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(i => (byte)(SplitMix64.Bits(5, Stream, (uint)i) % (ulong)model.ClassCount))];

    /// <summary>A trainer of this engine at a width.</summary>
    public static ITrainer Trainer(int width, BuiltModel model, CrossEntropy loss, Adam adam, TrainerState state, int threads) => width switch
    {
        16 => new ExactTrainer<Lanes16>(model, loss, adam, state, threads),
        8 => new ExactTrainer<Lanes8>(model, loss, adam, state, threads),
        _ => new ExactTrainer<Lanes4>(model, loss, adam, state, threads),
    };

    private static double[] Values(WeightValues weight, int number)
    {
        double[] values = [.. weight.Values];
        for (int i = 0; i < values.Length; i++)
        {
            double unit = SplitMix64.Unit(6, Stream + number, (uint)i);
            values[i] = weight.Path.Split('/')[^1] switch
            {
                // The first kernel reads raw pixels.
                "kernel" => number == 0 ? values[i] / 64 : values[i],
                "gamma" or "moving_variance" => (float)(0.5 + unit),
                _ => (float)((unit - 0.5) / 2),
            };
        }

        return Array.ConvertAll(values, value => (double)(float)value);
    }

    private static Sequential Images(int height, int width, int channels, Layer[] layers) => new(Shape.Of(height, width, channels), [.. layers]);

    private static Conv2D Conv(int filters, Activation activation = Activation.Relu) => new(filters, 3, activation, Padding.Same);

    private static Conv2D Valid(int filters) => new(filters, 3, Activation.Relu, Padding.Valid);

    private static Dense Dense(int units) => new(units, Activation.Relu);

    private static Dense Linear(int units) => new(units, Activation.Linear);

    private static Dense Softmax(int units) => new(units, Activation.Softmax);

    private static BatchNormalization Normal() => new();
}
