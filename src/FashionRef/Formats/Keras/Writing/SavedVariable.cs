using FashionRef.Formats.Hdf5;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>A variable of an optimizer that is to be written.</summary>
/// <param name="Name">Its name in a legacy .h5, unique.</param>
/// <param name="Array">Its values.</param>
internal sealed record SavedVariable(string Name, Hdf5NewDataset Array);

/// <summary>An optimizer's state.</summary>
/// <param name="Name">The optimizer's own name, for example <c>adam</c>.</param>
/// <param name="Variables">In Keras 3's order.</param>
internal sealed record SavedOptimizer(string Name, IReadOnlyList<SavedVariable> Variables);
