using FashionRef.Gate.Reference;

namespace FashionRef.Gate;

/// <summary>A mistake that changes the test accuracy.</summary>
/// <param name="name">In the words of docs/deviations.md.</param>
/// <param name="least">The smallest change that it causes: below 0 when the accuracy falls, in [-1, 1].</param>
/// <param name="most">The largest change.</param>
/// <param name="models">The numbers of the models that it affects.</param>
internal sealed class AccuracyCause(string name, double least, double most, params int[] models)
{
    /// <summary>In the words of docs/deviations.md.</summary>
    public string Name { get; } = name;

    /// <summary>The smallest change that it causes: below 0 when the accuracy falls, in [-1, 1].</summary>
    public double Least { get; } = least;

    /// <summary>The largest change.</summary>
    public double Most { get; } = most;

    /// <summary>The numbers of the models that it affects.</summary>
    public int[] Models { get; } = models;

    /// <summary>Whether the run predicts only one or two classes.</summary>
    public bool Collapses { get; init; }

    /// <summary>Whether it is a mistake only where correct runs shuffle anew.</summary>
    public bool IsOfShuffle { get; init; }

    /// <summary>A mistake that makes a run collapse.</summary>
    public static AccuracyCause OfCollapse(string name, params int[] models) => new(name, -1, 0, models) { Collapses = true };

    /// <summary>Whether it can explain an accuracy.</summary>
    /// <param name="accuracy">The accuracy that was found.</param>
    /// <param name="right">The accuracy of correct runs.</param>
    public bool Explains(double accuracy, double right) => Collapses == (accuracy < Expectation.CollapsedBelow)
        && accuracy - right >= Least && accuracy - right <= Most;
}
