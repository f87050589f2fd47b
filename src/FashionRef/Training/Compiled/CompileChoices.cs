namespace FashionRef.Training.Compiled;

/// <summary>What a user says of a model's training in place of its file.</summary>
/// <param name="Optimizer">An optimizer's name, or its class and settings as Keras' JSON; null for the file's.</param>
/// <param name="Loss">A loss' name, for example <c>sparse_categorical_crossentropy</c>; null for the file's.</param>
/// <param name="IsFresh">Whether to start from new weights.</param>
/// <param name="HasFreshOptimizer">Whether to leave the state of the file's optimizer.</param>
public sealed record CompileChoices(string? Optimizer = null, string? Loss = null, bool IsFresh = false, bool HasFreshOptimizer = false);
