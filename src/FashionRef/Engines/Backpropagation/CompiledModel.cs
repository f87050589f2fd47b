using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Models;

namespace FashionRef.Engines.Backpropagation;

/// <summary>A model with what it is trained by, as Keras' <c>compile</c> has them.</summary>
/// <param name="Model">The model.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Optimizer">Its optimizer.</param>
public sealed record CompiledModel(BuiltModel Model, LossSettings Loss, OptimizerSettings Optimizer);
