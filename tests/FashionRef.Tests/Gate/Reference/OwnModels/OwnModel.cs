using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Reference.OwnModels;

/// <summary>A model from a file, and right runs of it, without a training: they have the curves of Keras' runs of Model-1.</summary>
internal static class OwnModel
{
    public const string Name = "lenet5";

    /// <summary>Its file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "models", $"{Name}.json");

    public static CompiledFile File { get; } = CompiledFile.ReadFresh(Path);

    public static ModelSource Source { get; } = new(Name, File.Sha256);

    public static SeedRuns Runs { get; } = KerasSeeds.Runs(1) with { Model = 0, File = Source, Shuffle = Shuffle.Anew, Keras = null, Tensorflow = null, Engine = "exact" };

    public static Expectation Expectation { get; } = KerasSeeds.Stored(1) with
    {
        Model = 0,
        File = Source,
        NotebookAccuracy = null,
        Shuffle = Shuffle.Anew,
        Source = Runs.Origin(),
        RunsFile = SeedRunsFile.Name(Runs),
        RunsSha256 = SeedRunsFile.Sha256(Runs),
    };

    public static GateReference Reference { get; } = new(Expectation, Runs, File);

    /// <summary>A right run's record.</summary>
    public static RunRecord Record(int seed = 1, int correct = GateRuns.Correct)
    {
        RunRecord record = GateRuns.Record(seed: seed, correct: correct, shuffle: Shuffle.Anew);
        return record with
        {
            Settings = record.Settings with { Model = 0, File = Source, LearningRate = File.Compiled.Optimizer.Rate.Initial },
            Parameters = File.Compiled.Model.ParameterCount,
            NonTrainableParameters = File.Compiled.Model.NonTrainableParameterCount,
            Sha256 = record.Sha256 with { InitialWeights = FashionRef.Formats.Float32Bytes.Sha256(InitialWeights.Create(File.Compiled.Model, seed)) },
        };
    }

    public static RunRecord With(Func<RunSettings, RunSettings> change) => Record() with { Settings = change(Record().Settings) };

    public static RunRecord WithFile(Func<ModelSource, ModelSource?> change) => With(settings => settings with { File = change(settings.File!) });

    public static GateRun Run(RunRecord record) => new(record, "run.json");
}
