namespace FashionRef.Training.Compiled;

/// <summary>What a training does beside training; it does not change the bits of an epoch.</summary>
/// <param name="SavesBest">Whether the model with the least loss on the test set so far is kept, as Keras' <c>ModelCheckpoint(save_best_only=True)</c> does.</param>
/// <param name="Patience">After how many epochs without a smaller loss on the test set training stops, as Keras' <c>EarlyStopping</c> does; null for never.</param>
public sealed record FitChoices(bool SavesBest = false, int? Patience = null);
