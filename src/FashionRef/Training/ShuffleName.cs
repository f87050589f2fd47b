namespace FashionRef.Training;

/// <summary>What users call the shuffles: in <c>--shuffle</c>, in a run's name, and where a message names that option.</summary>
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
