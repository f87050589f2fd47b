using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Formats.Onnx;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using FashionRef.Training;
using Microsoft.ML.OnnxRuntime;

namespace FashionRef.Tests.Formats.Onnx;

/// <summary>Another program reads what is written: ONNX Runtime, on all test images, with the weights that Keras trained.</summary>
internal sealed class OnnxRuntimeTests
{
    private const int Pixels = 28 * 28;
    private const double Tolerance = 1e-5;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        foreach (int model in NotebookModels.Numbers)
        {
            OnnxFile.Write(FileOf(model), KerasReference.Load(model).Trained.Model, KerasReference.Load(model).Trained.Weights, NotebookModels.Title(model));
        }
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(1)]
    [TestCase(2)]
    public void It_gives_the_labels_and_probabilities_of_this_program_and_of_Keras(int model)
    {
        KerasReference keras = KerasReference.Load(model);
        ImageSet images = RealDataset.Load().Test;

        double[] probabilities = Run(FileOf(model), images.Pixels.Span);

        Assert.That(probabilities, Has.Length.EqualTo(100_000));
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"Model-{model}: {Apart(probabilities, keras.Test.Probabilities):0.00e+00} from this program, {Apart(probabilities, keras.Probabilities):0.00e+00} from Keras."));
        Assert.That(Apart(probabilities, keras.Test.Probabilities), Is.LessThanOrEqualTo(Tolerance));
        Assert.That(Apart(probabilities, keras.Probabilities), Is.LessThanOrEqualTo(Tolerance));
        Assert.That(probabilities.Chunk(10).Select(row => LogitMetrics.ArgMax(row)), Is.EqualTo(keras.Test.Predicted));
    }

    [TestCase(1)]
    [TestCase(7)]
    public void It_takes_any_number_of_images(int count)
    {
        double[] probabilities = Run(FileOf(2), RealDataset.Load().Test.Pixels.Span[..(count * Pixels)]);

        Assert.That(probabilities, Is.EqualTo(KerasReference.Load(2).Probabilities[..(count * 10)]).Within(Tolerance));
    }

    [Test]
    public void It_is_told_what_goes_in_and_out()
    {
        using InferenceSession session = new(FileOf(2));

        Assert.That(session.InputMetadata.Single().Key, Is.EqualTo(OnnxFile.InputName));
        Assert.That(session.InputMetadata.Single().Value.Dimensions, Is.EqualTo(new[] { -1, 28, 28, 1 }));
        Assert.That(session.InputMetadata.Single().Value.SymbolicDimensions[0], Is.EqualTo("N"));
        Assert.That(session.OutputMetadata.Single().Key, Is.EqualTo(OnnxFile.OutputName));
        Assert.That(session.OutputMetadata.Single().Value.Dimensions, Is.EqualTo(new[] { -1, 10 }));
        Assert.That(session.ModelMetadata.ProducerName, Is.EqualTo("FashionRef"));
        Assert.That(session.ModelMetadata.CustomMetadataMap["weights_sha256"], Has.Length.EqualTo(64));
    }

    // Layers and options that the notebook's models do not have, against the torch engine.
    [Test]
    public void A_model_with_other_layers_is_computed_alike()
    {
        BuiltModel model = new Sequential(
            NotebookModels.ImageShape,
            [
                new Conv2D(4, 5, Activation.Linear, Padding.Valid),
                new Conv2D(6, 4, Activation.Relu, Padding.Same),
                new MaxPooling2D(3),
                new Flatten(),
                new BatchNormalization(Epsilon: 0.01),
                new Dense(10, Activation.Softmax),
            ]).Build();
        TrainedModel trained = new(1, model, InitialWeights.Create(model, seed: 5));
        ReadOnlySpan<byte> pixels = RealDataset.Load().Test.Pixels.Span[..(20 * Pixels)];
        OnnxFile.Write(_folder["other"], model, trained.Weights, "Another model");

        Assert.That(
            Run(_folder["other"], pixels),
            Is.EqualTo(trained.Predict(new TorchEngine(threads: 2), pixels)).Within(Tolerance));
    }

    /// <summary>The probabilities that ONNX Runtime gives.</summary>
    /// <param name="file">The model's.</param>
    /// <param name="pixels"><c>[images, 28, 28, 1]</c>, raw.</param>
    internal static double[] Run(string file, ReadOnlySpan<byte> pixels)
    {
        float[] input = new float[pixels.Length];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = pixels[i];
        }

        using InferenceSession session = new(file);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, [pixels.Length / Pixels, 28, 28, 1]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> output = session.Run(
            options, new Dictionary<string, OrtValue> { [OnnxFile.InputName] = value }, [OnnxFile.OutputName]);
        return [.. output[0].GetTensorDataAsSpan<float>().ToArray().Select(probability => (double)probability)];
    }

    private static double Apart(double[] a, double[] b) => a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));

    private string FileOf(int model) => _folder[$"model{model}.onnx"];
}
