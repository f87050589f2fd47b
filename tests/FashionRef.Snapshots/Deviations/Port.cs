using FashionRef.Data;
using FashionRef.Models;

namespace FashionRef.Snapshots.Deviations;

/// <summary>A port of the notebook, as somebody would write one; as it stands it is right.</summary>
internal sealed record Port
{
    /// <summary>Which of the notebook's models the checks replay.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The model, from the notebook's.</summary>
    public Func<Sequential, Sequential> Model { get; init; } = model => model;

    /// <summary>What is computed.</summary>
    public PortedSteps Steps { get; init; } = new();

    /// <summary>How an epoch goes.</summary>
    public FitSteps Fit { get; init; } = new();

    /// <summary>How the images and labels of a file are taken.</summary>
    public Func<ImageSet, ImageSet> Read { get; init; } = images => images;

    /// <summary>Whether it begins as a right port does and, from the same weights, predicts as one: then its mistake is in training alone.</summary>
    public bool BeginsRight
    {
        get
        {
            Port right = new();
            return Model == right.Model && Read == right.Read && Steps.BeginRight;
        }
    }
}
