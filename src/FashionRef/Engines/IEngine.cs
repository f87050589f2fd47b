using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>A way to compute models: it makes trainers and predictors. Two engines start from the same bits.</summary>
public interface IEngine
{
    /// <summary>The engine's name in options, folders and records, for example <c>torch</c>.</summary>
    string Name { get; }

    /// <summary>The versions that decide the engine's bits, for example <c>TorchSharp 0.107.0</c>.</summary>
    IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>
    /// The SHA-256 of the code that makes a run with this engine (<see cref="EngineCode"/>): runs of other code are others, though they may
    /// have the same bits.
    /// </summary>
    string Code { get; }

    /// <summary>What its trainers compute with.</summary>
    Precision Precision { get; }

    /// <summary>Makes a trainer.</summary>
    /// <param name="model">The model; a layer that the engine cannot compute is refused by name (bad request).</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="optimizer">How the weights move.</param>
    /// <param name="state">Where it starts; copied.</param>
    ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state);

    /// <summary>Makes a predictor: it has no optimizer, and many threads may use it at once. Its answers have the bits of a trainer's.</summary>
    /// <param name="model">The model; a layer that the engine cannot compute is refused by name (bad request).</param>
    /// <param name="weights">All its weights, in Keras' layouts; copied.</param>
    IPredictor CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights);
}
