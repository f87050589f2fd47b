namespace FashionRef.Training;

/// <summary>How the order of the training images changes from epoch to epoch.</summary>
public enum Shuffle
{
    /// <summary>Each epoch has an order of its own. The notebook's: it sets no seed.</summary>
    Anew,

    /// <summary>
    /// Every epoch has the first one's order, as on TensorFlow with a fixed seed: each epoch reads Keras' data set by a new iterator,
    /// and in a new iterator a seeded shuffle begins its random numbers again. Whoever compares with seeded runs of Keras needs it.
    /// </summary>
    Repeated,
}
