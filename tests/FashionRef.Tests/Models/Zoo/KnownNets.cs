using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models.Zoo;

/// <summary>Six well-known nets for images of 28 x 28 raw pixels.</summary>
internal static class KnownNets
{
    private const double OneByPixels = 1 / 255.0;

    public static IEnumerable<ZooModel> All =>
    [
        // One hidden layer, as the introductions to Keras and TensorFlow begin with.
        new("perceptron", Net(new Flatten(), new Dense(128, Activation.Relu), new Dense(10, Activation.Softmax))),

        // LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition (1998), with plain connections and a softmax.
        new("lenet5", Net(
            new Conv2D(6, 5, Activation.Tanh, Padding.Same), new AveragePooling2D(2), new Conv2D(16, 5, Activation.Tanh, Padding.Valid), new AveragePooling2D(2),
            new Flatten(), new Dense(120, Activation.Tanh), new Dense(84, Activation.Tanh), new Dense(10, Activation.Softmax))),

        // Keras' own example for MNIST.
        new("mnist-convnet", Net(
            new Conv2D(32, 3, Activation.Relu, Padding.Valid), new MaxPooling2D(2), new Conv2D(64, 3, Activation.Relu, Padding.Valid), new MaxPooling2D(2),
            new Flatten(), Dropout(0.5), new Dense(10, Activation.Softmax))),

        // Pairs of 3 x 3 convolutions: Simonyan and Zisserman, Very deep convolutional networks (2014).
        new("small-vgg", Net(
            new Conv2D(32, 3, Activation.Relu, Padding.Same), new Conv2D(32, 3, Activation.Relu, Padding.Same), new MaxPooling2D(2), Dropout(0.25),
            new Conv2D(64, 3, Activation.Relu, Padding.Same), new Conv2D(64, 3, Activation.Relu, Padding.Same), new MaxPooling2D(2), Dropout(0.25),
            new Flatten(), new Dense(128, Activation.Relu), Dropout(0.5), new Dense(10, Activation.Softmax))),

        // Strides in place of pooling: Springenberg and others, Striving for simplicity (2014).
        new("all-convolutional", Net(
            new Conv2D(32, 3, Activation.Relu, Padding.Same), Strided(32), new Conv2D(64, 3, Activation.Relu, Padding.Same), Strided(64), Dropout(0.5),
            new Conv2D(64, 3, Activation.Relu, Padding.Valid), new Conv2D(64, 1, Activation.Relu, Padding.Valid), new Conv2D(10, 1, Activation.Linear, Padding.Valid),
            new GlobalAveragePooling2D(), new ActivationLayer(Activation.Softmax))),

        // Depthwise separable convolutions with batch normalization: Chollet, Xception (2017).
        new("separable", Net(
            new Conv2D(32, 3, Activation.Linear, Padding.Same), new BatchNormalization(), new ActivationLayer(Activation.Relu), new MaxPooling2D(2),
            Separable(64), new BatchNormalization(), new ActivationLayer(Activation.Relu), new MaxPooling2D(2),
            Separable(128), new BatchNormalization(), new ActivationLayer(Activation.Relu),
            new GlobalAveragePooling2D(), new Dense(10, Activation.Softmax))),
    ];

    /// <summary>Dropout of a rate.</summary>
    public static TrainingOnly Dropout(double rate) => new("Dropout") { Rate = rate };

    private static Sequential Net(params Layer[] layers) => new(NotebookModels.ImageShape, [new Rescaling([OneByPixels], [0]), .. layers]);

    private static Conv2D Strided(int filters) => new(filters, 3, Activation.Relu, Padding.Same) { Strides = 2 };

    private static SeparableConv2D Separable(int filters) => new(filters, new DepthwiseConv2D(3, DepthMultiplier: 1, Activation.Linear, Padding.Same), Activation.Linear);
}
