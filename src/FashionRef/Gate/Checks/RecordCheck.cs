using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's record is complete and belongs to this data set, this model and the expectation's settings.</summary>
/// <param name="expectation">What the run is held against.</param>
internal sealed class RecordCheck(Expectation expectation)
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
        yield return new("the count of parameters", Invariant($"{record.Parameters:N0}"), Invariant($"{_model.ParameterCount:N0}")) { Causes = LikelyCauses.OfParameters };
        yield return new(
            "the count of non-trainable parameters", Invariant($"{record.NonTrainableParameters:N0}"), Invariant($"{_model.NonTrainableParameterCount:N0}"))
        {
            Causes = LikelyCauses.OfParameters,
        };
        yield return InRange("the seed", settings.Seed, SplitMix64.LargestSeed);
        yield return new("the count of epochs", Invariant($"{settings.Epochs}"), Invariant($"{expectation.Epochs}"));
        yield return new("the batch size", Invariant($"{settings.BatchSize}"), Invariant($"{expectation.BatchSize}"));
        yield return new("the learning rate", Invariant($"{settings.LearningRate}"), Invariant($"{RunSettings.NotebookLearningRate}"));
        yield return new("the loss", CrossEntropyName.Of(settings.Loss), CrossEntropyName.Of(CrossEntropy.OfLogits));
        yield return new("the shuffle", ShuffleName.Of(settings.Shuffle), ShuffleName.Of(expectation.Shuffle));
        foreach (DatasetFile file in FashionMnist.Files.All)
        {
            yield return new($"the SHA-256 of '{file.Name}'", record.Sha256.Data.GetValueOrDefault(file.Name, "missing"), file.Sha256);
        }

        yield return new("the count of test images", Invariant($"{record.Result.TestCount}"), Invariant($"{FashionMnist.TestCount}"));
        yield return InRange("the count of right answers", record.Result.TestCorrect, FashionMnist.TestCount);
        double accuracy = (double)record.Result.TestCorrect / FashionMnist.TestCount;
        yield return new(
            "the test accuracy",
            Invariant($"{(HistoryCheck.IsSameAccuracy(record.Result.TestAccuracy, accuracy) ? accuracy : record.Result.TestAccuracy)}"),
            Invariant($"{accuracy}"));

        // This program's own runs begin with the seed's weights; another's may begin with others.
        if (KnownEngines.Names.Contains(settings.Engine))
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


    private static Comparison InRange(string what, int found, int most) =>
        new(what, Invariant($"{found}"), found >= 0 && found <= most ? Invariant($"{found}") : Invariant($"from 0 to {most}"));

    private sealed record Comparison(string What, string Found, string Legal)
    {
        public IReadOnlyList<string> Causes { get; init; } = [];
    }
}
