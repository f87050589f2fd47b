using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>All that a file of Keras holds, in Keras 3's form.</summary>
/// <param name="Model">The model with its names and weights.</param>
/// <param name="Configuration">As <c>config.json</c> has it.</param>
/// <param name="Weights">The values of the model's weights; null where there are none.</param>
/// <param name="Optimizer">The optimizer's state; null where there is none.</param>
internal sealed record SavedModel(BuiltModel Model, JsonObject Configuration, IReadOnlyDictionary<Weight, Hdf5NewDataset>? Weights, SavedOptimizer? Optimizer)
{
    /// <summary>The version of Keras whose form this is.</summary>
    public const string Keras = "3.15.1";

    /// <summary>The backend that the notebook used.</summary>
    public const string UsualBackend = "tensorflow";

    /// <summary>The version that files name.</summary>
    public string Version { get; init; } = Keras;

    /// <summary>The backend that legacy files name. It only ever mattered for Theano's convolutions.</summary>
    public string Backend { get; init; } = UsualBackend;
}
