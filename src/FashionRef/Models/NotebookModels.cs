using System.Collections.Immutable;
using System.Globalization;
using FashionRef.Models.Layers;

namespace FashionRef.Models;

/// <summary>The two models of the notebook. To change a model, change its layers here.</summary>
public static class NotebookModels
{
    /// <summary>One image: 28 rows, 28 columns, 1 channel of raw pixels 0 to 255.</summary>
    public static readonly Shape ImageShape = Shape.Of(28, 28, 1);

    /// <summary>Model-1: one convolution.</summary>
    public static readonly Sequential Model1 = new(
        ImageShape,
        [
            new Conv2D(Filters: 16, KernelSize: 3, Activation.Relu, Padding.Same),
            new MaxPooling2D(PoolSize: 2),
            new Flatten(),
            new Dense(Units: 64, Activation.Relu),
            new Dense(Units: 10, Activation.Softmax),
        ]);

    /// <summary>Model-2: two convolutions, and batch normalization after each hidden dense layer's ReLU.</summary>
    public static readonly Sequential Model2 = new(
        ImageShape,
        [
            new Conv2D(Filters: 16, KernelSize: 3, Activation.Relu, Padding.Same),
            new Conv2D(Filters: 32, KernelSize: 3, Activation.Relu, Padding.Same),
            new MaxPooling2D(PoolSize: 2),
            new Flatten(),
            new Dense(Units: 64, Activation.Relu),
            new BatchNormalization(),
            new Dense(Units: 16, Activation.Relu),
            new BatchNormalization(),
            new Dense(Units: 10, Activation.Softmax),
        ]);

    /// <summary>The models' numbers, in the notebook's order.</summary>
    public static ImmutableArray<int> Numbers { get; } = [1, 2];

    /// <summary>What the notebook calls a model, for example <c>Model-1</c>.</summary>
    /// <param name="number">One of <see cref="Numbers"/>.</param>
    public static string Title(int number) => string.Create(CultureInfo.InvariantCulture, $"Model-{number}");

    /// <summary>A model by its number.</summary>
    /// <param name="number">One of <see cref="Numbers"/>.</param>
    /// <exception cref="FashionRefException">There is no such model (bad request).</exception>
    public static Sequential Get(int number) => number switch
    {
        1 => Model1,
        2 => Model2,
        _ => throw new FashionRefException(
            FaultKind.BadRequest,
            string.Create(CultureInfo.InvariantCulture, $"Model {number} does not exist. The notebook has models 1 and 2.")),
    };
}
