using FashionRef.Data;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using FashionRef.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Harms.Ports;

/// <summary>Mistakes in data, model and forward pass.</summary>
internal static class ModelDeviations
{
    public static IEnumerable<Deviation> All =>
    [
        Steps("pixels divided by 255", right => right with { Images = images => images.Times(1.0 / 255) }),
        Steps("pixels divided by 256", right => right with { Images = images => images.Times(1.0 / 256) }),
        Steps("rows and columns of the images swapped", right => right with { Images = images => images.transpose(2, 3) }),
        new("labels shifted by one", new Port { ReadTrain = ShiftLabels, ReadTest = ShiftLabels }),

        Model("16 filters in the second convolution, as the notebook's text says", 2, model => Replace(model, 1, new Conv2D(16, 3, Activation.Relu, Padding.Same))),
        Model("padding 'valid'", 1, model => Replace(model, 0, new Conv2D(16, 3, Activation.Relu, Padding.Valid))),
        Model("ReLU left out of a dense layer", 1, model => Replace(model, 3, new Dense(64, Activation.Linear))),
        Model("batch-norm momentum 0.9", 2, model => Normalization(model, new BatchNormalization(Momentum: 0.9))),
        Model("batch-norm epsilon 1e-5", 2, model => Normalization(model, new BatchNormalization(Epsilon: 1e-5))),

        Steps("padding on one side", right => right with { Pad = input => functional.pad(input, [2, 0, 2, 0]) }),
        Steps("kernel height and width swapped", right => right with { Kernel = kernel => kernel.transpose(2, 3) }),
        Steps("convolution flipped", right => right with { Kernel = kernel => kernel.flip([2, 3]) }),
        Steps("average pooling", right => right with { Pool = input => functional.avg_pool2d(input, [2, 2]) }),
        Steps("gradient to the last of equal maxima", right => right with
        {
            Pool = input => functional.max_pool2d(input.flip([2, 3]), [2, 2]).flip([2, 3]),
        }),
        Steps("flatten in channel order", right => right with { Flatten = input => input.flatten(1) }),
        Steps("bias missing in a dense layer", right => right with { HiddenBias = bias => bias.Times(0) }),
        Steps("dropout left in", right => right with { Hidden = input => input * Dropped(input) }),
        Steps("batch norm before the ReLU", right => right with { NormalizesBeforeRelu = true }, number: 2),
        Steps("unbiased variance in the moving average", right => right with { MovingVariance = (v, n) => v.Times(n / (n - 1.0)) }, number: 2),
        Steps("moving averages used while training", right => right with { TrainsOnBatchStatistics = false }, number: 2),
        Steps("batch statistics used for predictions", right => right with { PredictsOnBatchStatistics = true }, number: 2),

        Start("He initialisation", kernel => Math.Sqrt(6.0 / FanIn(kernel))),
        Start("LeCun initialisation", kernel => Math.Sqrt(3.0 / FanIn(kernel))),
        Start("PyTorch's initialisation", kernel => Math.Sqrt(1.0 / FanIn(kernel))),
        Start("fan without the kernel's area", kernel => Math.Sqrt(6.0 / (kernel[^2] + kernel[^1]))),
    ];

    private static Deviation Steps(string name, Func<PortedSteps, PortedSteps> mistake, int number = 1) =>
        new(name, new Port { Number = number, Steps = mistake(new PortedSteps()) });

    private static Deviation Model(string name, int number, Func<Sequential, Sequential> mistake) =>
        new(name, new Port { Number = number, Model = mistake });

    private static Deviation Start(string name, Func<int[], double> limit) =>
        Steps(name, right => right with { KernelLimit = kernel => limit([.. kernel.Dimensions]) });

    private static Sequential Replace(Sequential model, int place, Layer layer) =>
        model with { Layers = model.Layers.SetItem(place, layer) };

    private static Sequential Normalization(Sequential model, BatchNormalization normalization) => model with
    {
        Layers = [.. model.Layers.Select(layer => layer is BatchNormalization ? normalization : layer)],
    };

    private static ImageSet ShiftLabels(ImageSet images) => new(
        images.Height,
        images.Width,
        images.Pixels,
        images.Labels.ToArray().Select(label => (byte)((label + 1) % FashionMnist.ClassNames.Count)).ToArray());

    private static int FanIn(int[] kernel) => kernel[..^1].Aggregate((product, size) => product * size);

    // A quarter of the units, by a rule: torch's own generator differs between versions.
    private static Tensor Dropped(Tensor input)
    {
        long count = input.numel();
        double[] factors = [.. Enumerable.Range(0, (int)count).Select(i => SplitMix64.Unit(1, 1, (uint)i) < 0.25 ? 0 : 4.0 / 3)];
        return tensor(factors, input.shape).to(input.dtype);
    }
}
