using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>
/// A model's inference once more, in double, by the loops that Keras' formulas say and nothing else: one number of the output after the other,
/// each from its place.
/// </summary>
internal sealed class PlainInference(BuiltLayer layer, IReadOnlyDictionary<string, double[]> weights)
{
    /// <summary>The outputs of some samples.</summary>
    public static double[] Outputs(BuiltModel model, IReadOnlyList<WeightValues> weights, double[] inputs)
    {
        int size = model.InputShape.Count;
        return [.. Enumerable.Range(0, inputs.Length / size).SelectMany(sample => Sample(model, weights, inputs[(sample * size)..((sample + 1) * size)]))];
    }

    private static double[] Sample(BuiltModel model, IReadOnlyList<WeightValues> weights, double[] input)
    {
        double[] values = input;
        foreach (BuiltLayer layer in model.Chain)
        {
            Dictionary<string, double[]> own = layer.Weights.ToDictionary(weight => weight.Spec.Name, weight => weights.Single(values => values.Path == weight.Path).Values);
            values = new PlainInference(layer, own).Compute(values);
        }

        return values;
    }

    private double[] Compute(double[] x) => layer.Layer switch
    {
        Flatten { DataFormat: DataFormat.ChannelsLast } or Reshape or TrainingOnly => x,
        Flatten => Permuted(x, [.. Enumerable.Range(2, layer.InputShape.Rank - 1), 1]),
        Permute permute => Permuted(x, [.. permute.Dims]),
        Dense dense => Activated(Dense(x), dense.Activation),
        ActivationLayer activation => Activated(x, activation.Function),
        ReLU relu => Array.ConvertAll(x, v => v >= relu.Threshold ? Math.Min(v, relu.MaxValue) : relu.NegativeSlope * (v - relu.Threshold)),
        LeakyReLU leaky => Array.ConvertAll(x, v => v > 0 ? v : (float)leaky.NegativeSlope * v),
        ELU elu => Array.ConvertAll(x, v => v > 0 ? v : elu.Alpha * PlainActivations.ExpMinus1(v)),
        PReLU prelu => Each(layer.InputShape, place => x[At(layer.InputShape, place)] is > 0 and double v
            ? v
            : x[At(layer.InputShape, place)] * weights["alpha"][At(layer.Weights[0].Shape, [.. place.Select((position, axis) => prelu.SharedAxes.Contains(axis + 1) || prelu.SharedAxes.Contains(axis - place.Length) ? 0 : position)])]),
        Softmax softmax => Softmax(x, softmax.Axis < 0 ? layer.InputShape.Rank + softmax.Axis : softmax.Axis - 1, isLogarithm: false),
        BatchNormalization or LayerNormalization or GroupNormalization or Normalization or Rescaling => new PlainNormalization(layer, weights).Compute(x),
        _ => Activated(new PlainImages(layer, weights).Compute(x), layer.Layer switch
        {
            Conv2D conv2D => conv2D.Activation,
            DepthwiseConv2D depthwise => depthwise.Activation,
            SeparableConv2D separable => separable.Activation,
            Conv2DTranspose transpose => transpose.Activation,
            _ => Activation.Linear,
        }),
    };

    /// <summary>Computes each number of an array from its place.</summary>
    internal static double[] Each(Shape shape, Func<int[], double> number)
    {
        double[] numbers = new double[shape.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            int[] place = new int[shape.Rank];
            int rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                (rest, place[axis]) = Math.DivRem(rest, shape[axis]);
            }

            numbers[i] = number(place);
        }

        return numbers;
    }

    /// <summary>The index of a place in an array.</summary>
    internal static int At(Shape shape, params int[] place) => place.Select((position, axis) => (position, axis)).Aggregate(0, (index, pair) => (index * shape[pair.axis]) + pair.position);

    private double[] Permuted(double[] x, int[] dims)
    {
        Shape output = Shape.Of([.. dims.Select(dim => layer.InputShape[dim - 1])]);
        return Each(output, place =>
        {
            int[] source = new int[place.Length];
            for (int axis = 0; axis < place.Length; axis++)
            {
                source[dims[axis] - 1] = place[axis];
            }

            return x[At(layer.InputShape, source)];
        });
    }

    private double[] Dense(double[] x) => Each(layer.OutputShape, place =>
    {
        double sum = weights.TryGetValue("bias", out double[]? bias) ? bias[place[^1]] : 0;
        for (int i = 0; i < layer.InputShape.Dimensions[^1]; i++)
        {
            sum += x[At(layer.InputShape, [.. place[..^1], i])] * weights["kernel"][(i * layer.OutputShape.Dimensions[^1]) + place[^1]];
        }

        return sum;
    });

    private double[] Activated(double[] x, Activation function) => function is Activation.Softmax or Activation.LogSoftmax
        ? Softmax(x, layer.OutputShape.Rank - 1, function == Activation.LogSoftmax)
        : Array.ConvertAll(x, value => PlainActivations.Of(function)(value));

    private double[] Softmax(double[] x, int axis, bool isLogarithm) => Each(layer.OutputShape, place =>
    {
        double sum = 0;
        for (int i = 0; i < layer.OutputShape[axis]; i++)
        {
            sum += Math.Exp(x[At(layer.OutputShape, [.. place[..axis], i, .. place[(axis + 1)..]])] - x[At(layer.OutputShape, place)]);
        }

        return isLogarithm ? -Math.Log(sum) : 1 / sum;
    });
}
