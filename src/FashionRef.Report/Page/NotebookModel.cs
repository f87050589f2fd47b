namespace FashionRef.Report.Page;

/// <summary>What the notebook's own summaries say of its models.</summary>
/// <param name="Parameters">All parameters.</param>
/// <param name="NonTrainable">Those that the optimizer leaves alone.</param>
internal sealed record NotebookModel(int Parameters, int NonTrainable)
{
    /// <summary>A model's.</summary>
    /// <param name="model">One of <see cref="Models.NotebookModels.Numbers"/>.</param>
    public static NotebookModel Of(int model) => model switch
    {
        1 => new NotebookModel(201_578, 0),
        2 => new NotebookModel(407_802, 160),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "The notebook has models 1 and 2."),
    };
}
