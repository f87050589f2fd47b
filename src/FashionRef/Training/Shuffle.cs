namespace FashionRef.Training;

/// <summary>How the order of the training images changes from epoch to epoch.</summary>
public enum Shuffle
{
    /// <summary>Each epoch has its own order. The notebook's, which sets no seed.</summary>
    Anew,

    /// <summary>
    /// Every epoch has the first one's order, as on TensorFlow with a fixed seed: each epoch reads Keras' data set by a new iterator,
    /// and in a new iterator a seeded shuffle begins its random numbers again. Needed for comparisons with seeded runs of Keras.
    /// </summary>
    Repeated,
}

/// <summary>The shuffles' names in <c>--shuffle</c>, in a run's name and in messages.</summary>
public static class ShuffleName
{
    /// <summary>The one word for a shuffle, for example <c>anew</c>.</summary>
    public static string Of(Shuffle shuffle) => shuffle switch
    {
        Shuffle.Anew => "anew",
        Shuffle.Repeated => "repeated",
        _ => throw new ArgumentOutOfRangeException(nameof(shuffle), shuffle, "There is no such shuffle."),
    };
}
