using FashionRef.Engines.Backpropagation;
using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>Computes models: it creates trainers and predictors. All engines start from the same bits.</summary>
public interface IEngine
{
    /// <summary>The engine's name in options, folders and records, for example <c>torch</c>.</summary>
    string Name { get; }

    /// <summary>The versions that the engine's bits depend on, for example <c>TorchSharp 0.107.0</c>.</summary>
    IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>
    /// The SHA-256 of the code that makes a run with this engine (<see cref="EngineCode"/>): runs of other code count as different,
    /// even if they have the same bits.
    /// </summary>
    string Code { get; }

    /// <summary>The precision that its trainers compute with.</summary>
    Precision Precision { get; }

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model; an unsupported layer is refused by name (bad request).</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">Updates the weights.</param>
    /// <param name="state">The state to start from; copied.</param>
    ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state);

    /// <summary>Creates a trainer of any model, loss and optimizer, which trains as Keras does.</summary>
    /// <param name="compiled">The model with its loss and optimizer; an unsupported layer is refused by name (bad request).</param>
    /// <param name="state">The state to start from; copied. Slots that it lacks are as Keras starts them.</param>
    /// <param name="seed">Of the random numbers of dropout and its kin.</param>
    /// <param name="pixelDivisor">What pixels are divided by before the model's first layer: 1 or 255.</param>
    ICompiledTrainer CreateTrainer(CompiledModel compiled, TrainerState state, ulong seed, double pixelDivisor = 1) =>
        throw new FashionRefException(FaultKind.BadRequest, $"The engine '{Name}' trains the notebook's models only.");

    /// <summary>
    /// Creates a predictor: it has no optimizer, and many threads may use it at once. The results of a model that the engine can train have the same bits as a trainer's.
    /// </summary>
    /// <param name="model">The model, with any layers.</param>
    /// <param name="weights">All its weights, in Keras' layouts; copied.</param>
    IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights);
}
