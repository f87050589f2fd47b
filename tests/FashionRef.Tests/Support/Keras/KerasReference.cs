using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Support.Keras;

/// <summary>A model that Keras trained, and what it and this program say of all test images, computed once for each model.</summary>
internal sealed record KerasReference(TrainedModel Trained, double[] Probabilities, TestResult Test)
{
    private static readonly Dictionary<int, Lazy<KerasReference>> Loaded =
        NotebookModels.Numbers.ToDictionary(model => model, model => new Lazy<KerasReference>(() => Predict(model)));

    public static KerasReference Load(int model) => Loaded[model].Value;

    public static string WeightsFile(int model) => TestDataFile.PathOf($"keras-model{model}-seed1.safetensors");

    public static string ProbabilitiesFile(int model) => TestDataFile.PathOf($"keras-model{model}-seed1-probabilities.npy");

    private static KerasReference Predict(int model)
    {
        TrainedModel trained = TrainedModel.Read(WeightsFile(model), model);
        TestResult test = trained.Evaluate(new TorchEngine(threads: 2), RealDataset.Load().Test);
        return new KerasReference(trained, NpyFile.Read(ProbabilitiesFile(model), Shape.Of(10_000, 10)), test);
    }
}
