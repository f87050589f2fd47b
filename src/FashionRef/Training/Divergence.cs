using System.Globalization;
using FashionRef.Engines;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>The failure of a training that diverged.</summary>
internal static class Divergence
{
    /// <summary>Refuses a state that a training cannot continue from.</summary>
    /// <param name="state">After an epoch.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="settings">The run's.</param>
    /// <exception cref="FashionRefException">A weight or a moment is not finite (check failed).</exception>
    public static void ThrowIfIn(TrainerState state, int epoch, RunSettings settings)
    {
        if (state.NotFinite() is { } fault)
        {
            throw Of(string.Create(CultureInfo.InvariantCulture, $"After epoch {epoch} {fault}"), "Weights and moments", settings);
        }
    }

    /// <summary>The failure.</summary>
    /// <param name="what">What happened: a sentence without its full stop.</param>
    /// <param name="rule">What must be finite.</param>
    /// <param name="settings">The run's.</param>
    public static FashionRefException Of(string what, string rule, RunSettings settings) => new(
        FaultKind.CheckFailed,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: the training cannot continue. {rule} must be finite. ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"The learning rate was {settings.LearningRate}{(settings.File is null ? $" (the notebook's is {Notebook.LearningRate})" : "")}."))
    {
        Remedy = settings.File is null ? Remedy.SmallerLearningRate : Remedy.SmallerLearningRateOfOptimizer,
    };
}
