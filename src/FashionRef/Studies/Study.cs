using System.Text.Json.Serialization;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Studies;

/// <summary>A question that many runs answer, as its file tells it. docs/studies.md shows the file.</summary>
/// <param name="Format">Must be <see cref="CurrentFormat"/>.</param>
/// <param name="Name">Names its folder: lower-case letters, digits, hyphens and dots.</param>
/// <param name="Question">What is asked, in a sentence.</param>
/// <param name="Experiments">What is tried; each is run with every seed.</param>
/// <param name="Seeds">As <see cref="SeedList"/> reads them, for example <c>1..40</c>.</param>
/// <param name="Base">The settings of every experiment; null for the notebook's Model-1.</param>
/// <param name="Comparisons">Which experiments are compared; null for none.</param>
/// <param name="Figure">What they are compared by.</param>
/// <param name="Schema">For editors.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Study(
    string Format,
    string Name,
    string Question,
    IReadOnlyList<StudyExperiment> Experiments,
    string Seeds,
    StudySettings? Base = null,
    IReadOnlyList<StudyComparison>? Comparisons = null,
    StudyFigure Figure = StudyFigure.MeanTestAccuracy,
    [property: JsonPropertyName("$schema")] string? Schema = null)
{
    /// <summary>The format that this program reads.</summary>
    public const string CurrentFormat = "fashionref-study-1";
}

/// <summary>Something that is tried.</summary>
/// <param name="Name">Names the folders of its runs: lower-case letters, digits, hyphens and dots.</param>
/// <param name="Settings">How it differs from the study's base; null where it does not.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StudyExperiment(string Name, StudySettings? Settings = null);

/// <summary>Two experiments whose runs of the same seed are compared.</summary>
/// <param name="Experiment">The name of one.</param>
/// <param name="With">The name of the other, whose figure is subtracted.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StudyComparison(string Experiment, string With);

/// <summary>Settings of runs; null where the base's hold, and then the notebook's.</summary>
/// <param name="Model">The model's number in the notebook.</param>
/// <param name="Engine">The engine's name; exact where none is named.</param>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="LearningRate">Adam's.</param>
/// <param name="Loss">What the loss is computed from.</param>
/// <param name="Shuffle">How the images' order changes from epoch to epoch.</param>
/// <param name="Threads">Threads of a run; 1 where none are named.</param>
/// <param name="Jitter">Which kernel value is one unit in the last place larger at the start (<see cref="InitialWeights"/>).</param>
/// <param name="Data">A folder with another data set's four files, relative to the study's file; Fashion-MNIST where none is named.</param>
/// <param name="File">A Keras file with a model in place of the notebook's, relative to the study's file. It says learning rate and loss itself.</param>
/// <param name="Pixels">What the model of a file gets: <see cref="ModelSource.Raw"/> or <see cref="ModelSource.Unit"/>.</param>
/// <param name="HeldOut">How many of the last training images judge a run in place of the test set, and are not trained on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StudySettings(
    int? Model = null,
    string? Engine = null,
    int? Epochs = null,
    int? BatchSize = null,
    double? LearningRate = null,
    CrossEntropy? Loss = null,
    Shuffle? Shuffle = null,
    int? Threads = null,
    int? Jitter = null,
    string? Data = null,
    string? File = null,
    string? Pixels = null,
    int? HeldOut = null)
{
    /// <summary>These settings, and where they do not say anything the base's. A model of the notebook's takes the place of a file, and a file that of a model.</summary>
    /// <param name="all">The base's.</param>
    internal StudySettings Over(StudySettings all)
    {
        string? file = File ?? (Model is null ? all.File : null);
        return new StudySettings(
            Model ?? (File is null ? all.Model : null),
            Engine ?? all.Engine,
            Epochs ?? all.Epochs,
            BatchSize ?? all.BatchSize,
            LearningRate ?? all.LearningRate,
            Loss ?? all.Loss,
            Shuffle ?? all.Shuffle,
            Threads ?? all.Threads,
            Jitter ?? all.Jitter,
            Data ?? all.Data,
            file,
            Pixels ?? (file is null ? null : all.Pixels),
            HeldOut ?? all.HeldOut);
    }
}

/// <summary>A figure of a run; with held-out images those of the test set are of these (<see cref="StudySettings.HeldOut"/>). Means leave the first epoch out, unless it is the only one: a last epoch alone is noisy.</summary>
public enum StudyFigure
{
    /// <summary>The mean of the test accuracies.</summary>
    MeanTestAccuracy,

    /// <summary>The test accuracy after the last epoch.</summary>
    LastTestAccuracy,

    /// <summary>The mean of the natural logarithms of the test losses.</summary>
    MeanLogTestLoss,

    /// <summary>The mean of the training accuracies.</summary>
    MeanTrainingAccuracy,

    /// <summary>The mean of the natural logarithms of the training losses.</summary>
    MeanLogTrainingLoss,

    /// <summary>The natural logarithm of the first epoch's training loss.</summary>
    FirstLogTrainingLoss,
}
