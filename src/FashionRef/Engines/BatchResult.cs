namespace FashionRef.Engines;

/// <summary>The loss and accuracy of a step's batch, with the weights before the step.</summary>
/// <param name="Loss">Mean cross-entropy over the batch, in nats.</param>
/// <param name="Correct">How many samples have their label as the most probable class.</param>
public readonly record struct BatchResult(double Loss, int Correct);
