using FashionRef.Engines.Inference;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace FashionRef.Tests.Formats.Onnx;

/// <summary>Every model that Keras wrote for the tests, as ONNX: ONNX Runtime gives Keras' predictions.</summary>
[TestFixtureSource(typeof(KerasFiles), nameof(KerasFiles.Models))]
internal sealed class OnnxKerasFilesTests(string name)
{
    private readonly KerasAnswers _answers = KerasAnswers.Of(name);

    [Test]
    public void ONNX_Runtime_predicts_as_Keras_does()
    {
        using TemporaryFolder folder = new();
        using KerasFile keras = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        OnnxFile.Write(folder["f"], keras.Model!, keras.ReadWeights(keras.Model!, "file"));

        double[] predictions = OnnxRun.Predict(folder["f"], _answers.InputShape, _answers.Inputs());

        double[] expected = _answers.Arrays()[_answers.HasFloat64 ? "predictions_float64" : "predictions_float32"];
        Assert.That(predictions, Has.Length.EqualTo(expected.Length));
        double worst = predictions.Zip(expected, (prediction, value) => Math.Abs(prediction - value)).Max();
        TestContext.Out.WriteLine(FormattableString.Invariant($"{name}: {worst:0.0e+00} from Keras, {_answers.PredictionTolerance:0.0e+00} are allowed."));
        Assert.That(worst, Is.LessThanOrEqualTo(_answers.PredictionTolerance));
        using InferenceSession session = new(folder["f"]);
        Assert.That(session.InputNames, Is.EqualTo([OnnxFile.OtherInputName]));
        Assert.That(session.OutputNames, Is.EqualTo([InferenceChain.EndsInSoftmax(keras.Model!) ? OnnxFile.OutputName : OnnxFile.OtherOutputName]));
    }
}
