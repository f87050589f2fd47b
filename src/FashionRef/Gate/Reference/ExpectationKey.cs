using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>Which expectation of a folder is meant: each model has one for each way to shuffle.</summary>
/// <param name="Model">The model's number in the notebook; 0 for that of a file.</param>
/// <param name="File">The model's file; null for the notebook's models.</param>
/// <param name="Shuffle">How the runs shuffled.</param>
public sealed record ExpectationKey(int Model, ModelSource? File, Shuffle Shuffle)
{
    /// <summary>As text, for example <c>Model-1, shuffled anew</c>.</summary>
    public string Title => $"{ModelTitle}, {(Shuffle == Shuffle.Anew ? "shuffled anew" : "one shuffle repeated")}";

    /// <summary>What the notebook calls the model, for example <c>Model-1</c>, or the name of its file.</summary>
    public string ModelTitle => File?.Title ?? NotebookModels.Title(Model);

    /// <summary>The model in a file's name, for example <c>model1</c>.</summary>
    /// <exception cref="FashionRefException">The name of the model's file is none (bad request).</exception>
    public string Stem => File?.Stem ?? Invariant($"model{Model}");

    /// <summary>That of a run.</summary>
    /// <param name="settings">The run's settings.</param>
    public static ExpectationKey Of(RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ExpectationKey(settings.Model, settings.File, settings.Shuffle);
    }
}
