using System.Globalization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's record is complete and belongs to this data set, this model and the expectation's settings.</summary>
/// <param name="expectation">What the run is held against.</param>
/// <param name="engines">The names of this program's engines: their runs begin with the seed's weights.</param>
internal sealed class RecordCheck(Expectation expectation, IReadOnlyCollection<string> engines)
{
    private readonly BuiltModel _model = NotebookModels.Get(expectation.Model).Build();

    /// <summary>The first thing that is wrong, or null.</summary>
    /// <param name="run">The run.</param>
    public GateCheck? Failure(GateRun run)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.Record, run) with { Model = expectation.Model };
        return Faults(run.Record).FirstOrDefault(fault => fault.Found != fault.Legal) is { } fault
            ? subject.Failed(fault.Found, fault.Legal, $"In '{run.RecordFile}' {fault.What} is {fault.Found}, and must be {fault.Legal}.", fault.Causes)
            : null;
    }

    private IEnumerable<Comparison> Faults(RunUnderTest record)
    {
        RunSettings settings = record.Settings;
        yield return new("the format", record.Format, RunRecord.CurrentFormat);
        yield return new("the model", NotebookModels.Title(settings.Model), NotebookModels.Title(expectation.Model));
        yield return new("the count of parameters", Tell($"{record.Parameters:N0}"), Tell($"{_model.ParameterCount:N0}")) { Causes = LikelyCauses.OfParameters };
        yield return new(
            "the count of non-trainable parameters", Tell($"{record.NonTrainableParameters:N0}"), Tell($"{_model.NonTrainableParameterCount:N0}"))
        {
            Causes = LikelyCauses.OfParameters,
        };
        yield return new("the seed", Tell($"{settings.Seed}"), Tell($"{Math.Clamp(settings.Seed, 0, SplitMix64.LargestSeed)}"));
        yield return new("the count of epochs", Tell($"{settings.Epochs}"), Tell($"{expectation.Epochs}"));
        yield return new("the batch size", Tell($"{settings.BatchSize}"), Tell($"{expectation.BatchSize}"));
        yield return new("the learning rate", Tell($"{settings.LearningRate}"), Tell($"{RunSettings.NotebookLearningRate}"));
        yield return new("the loss", CrossEntropyName.Of(settings.Loss), CrossEntropyName.Of(CrossEntropy.OfLogits));
        yield return new("the shuffle", ShuffleName.Of(settings.Shuffle), ShuffleName.Of(expectation.Shuffle));
        foreach (DatasetFile file in FashionMnist.Files.All)
        {
            yield return new($"the SHA-256 of '{file.Name}'", record.Sha256.Data.GetValueOrDefault(file.Name, "missing"), file.Sha256);
        }

        yield return new("the count of test images", Tell($"{record.Result.TestCount}"), Tell($"{FashionMnist.TestCount}"));
        yield return new("the count of right answers", Tell($"{record.Result.TestCorrect}"), Tell($"{Math.Clamp(record.Result.TestCorrect, 0, FashionMnist.TestCount)}"));
        yield return new("the test accuracy", Tell($"{record.Result.TestAccuracy}"), Tell($"{(double)record.Result.TestCorrect / FashionMnist.TestCount}"));
        if (engines.Contains(settings.Engine))
        {
            yield return new(
                "the SHA-256 of the initial weights",
                record.Sha256.InitialWeights ?? "missing",
                Float32Bytes.Sha256(InitialWeights.Create(_model, settings.Seed)))
            {
                Causes = LikelyCauses.OfInitialWeights,
            };
        }
    }

    private static string Tell(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Comparison(string What, string Found, string Legal)
    {
        public IReadOnlyList<string> Causes { get; init; } = [];
    }
}
