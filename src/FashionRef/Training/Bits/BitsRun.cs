using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Training.Bits;

/// <summary>An engine's bits after some training steps on synthetic images.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="EngineVersions">The versions that its bits depend on; those of other versions are not comparable.</param>
/// <param name="Settings">What was computed.</param>
/// <param name="Weights">SHA-256 of the weights after the last step, as in <see cref="RunHashes.TrainedWeights"/>.</param>
/// <param name="Logits">SHA-256 of the logits of images that were in no step, as in <see cref="RunHashes.TestLogits"/>.</param>
public sealed record BitsRun(
    string Engine, IReadOnlyDictionary<string, string> EngineVersions, BitsSettings Settings, string Weights, string Logits)
{
    /// <summary>SHA-256 of the weights after the last step.</summary>
    public string Weights { get; init; } = Sha256Text.Normal(Weights);

    /// <summary>SHA-256 of the logits of images that were in no step.</summary>
    public string Logits { get; init; } = Sha256Text.Normal(Logits);

    /// <summary>Takes the steps, with the notebook's loss and optimizer, from the seed's initial weights.</summary>
    /// <param name="engine">Computes them.</param>
    /// <param name="settings">What to compute.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="FashionRefException">
    /// A result is not finite (check failed): NaN has many bit patterns, which say nothing.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BitsRun Of(IEngine engine, BitsSettings settings, CancellationToken cancellationToken = default)
    {
        BuiltModel model = NotebookModels.Get(settings.Model).Build();
        using ITrainer trainer = engine.CreateTrainer(
            model,
            CrossEntropy.OfLogits,
            new Adam(Notebook.LearningRate),
            TrainerState.Initial(model, InitialWeights.Create(model, settings.Seed)));
        for (int step = 0; step < settings.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImageSet batch = Batch(step);
            trainer.TrainStep(batch.Pixels.Span, batch.Labels.Span);
        }

        double[] logits = new double[settings.BatchSize * model.ClassCount];
        trainer.Predict(Batch(settings.Steps).Pixels.Span, logits, cancellationToken);
        IReadOnlyList<WeightValues> weights = trainer.GetState().Weights;
        RefuseUnlessFinite(settings, [.. weights, new WeightValues("logits", Shape.Of(settings.BatchSize, model.ClassCount), logits)]);
        return new BitsRun(engine.Name, engine.Versions, settings, Float32Bytes.Sha256(weights), Float32Bytes.Sha256(logits));

        ImageSet Batch(int number) => MadeUpImages.Create(settings.Seed, number * settings.BatchSize, settings.BatchSize);
    }

    /// <summary>Whether the other run has the same engine and settings, whatever the versions.</summary>
    public bool HasSettingsOf(BitsRun other) => Engine == other.Engine && Settings == other.Settings;

    /// <summary>The engine with its versions, for example <c>exact (Exact 1)</c>.</summary>
    public string EngineText() => $"{Engine} ({string.Join(", ", EngineVersions.Select(version => $"{version.Key} {version.Value}"))})";

    private static void RefuseUnlessFinite(BitsSettings settings, IEnumerable<WeightValues> arrays)
    {
        if (arrays.FirstOrDefault(array => !array.Values.All(double.IsFinite)) is { } array)
        {
            throw new FashionRefException(FaultKind.CheckFailed, $"{settings}: '{array.Path}' is not finite, so its bits mean nothing.")
            {
                Remedy = Remedy.OtherBits,
            };
        }
    }
}
