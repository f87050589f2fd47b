using FashionRef.Data;
using FashionRef.Models;

namespace FashionRef.Harms.Ports;

/// <summary>A port of the notebook, as somebody would write one; as it stands it is right.</summary>
internal sealed record Port
{
    /// <summary>Which of the notebook's models the checks replay: the smallest that the mistake is possible in.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The model, from the notebook's.</summary>
    public Func<Sequential, Sequential> Model { get; init; } = model => model;

    /// <summary>What is computed.</summary>
    public PortedSteps Steps { get; init; } = new();

    /// <summary>How an epoch goes.</summary>
    public FitSteps Fit { get; init; } = new();

    /// <summary>How the training images and their labels are taken.</summary>
    public Func<ImageSet, ImageSet> ReadTrain { get; init; } = images => images;

    /// <summary>How the test images and their labels are taken.</summary>
    public Func<ImageSet, ImageSet> ReadTest { get; init; } = images => images;

    /// <summary>Whether its mistake is possible in a model: one in the layers is of the model that it names.</summary>
    /// <param name="model">1 or 2.</param>
    public bool IsPossibleIn(int model) => Model == new Port().Model ? Number <= model : Number == model;

    /// <summary>Whether it begins as a right port does and, from the same weights, predicts as one: then its mistake is in training alone.</summary>
    public bool BeginsRight
    {
        get
        {
            Port right = new();
            return Model == right.Model && ReadTrain == right.ReadTrain && ReadTest == right.ReadTest && Steps.BeginRight;
        }
    }
}
