using FashionRef.Evaluation;
using FashionRef.Formats.Json;
using FashionRef.Gate.Reference;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Runs;

/// <summary>A run for the gate to judge.</summary>
/// <param name="Record">The content of its run.json.</param>
/// <param name="RecordFile">The path of its run.json; the predictions are beside it.</param>
public sealed record GateRun(RunRecord Record, string RecordFile)
{
    private static readonly JsonFileKind Kind = new(
        "run's record",
        "record of a run",
        "Training writes one.",
        "The command 'train' writes one; docs/gate.md lists what another program must write.",
        Remedy.Train)
    {
        FormatName = RunRecord.CurrentFormat,
    };

    /// <summary>Its predictions, where they are not in a file beside the record.</summary>
    public Answers? Given { get; init; }

    /// <summary>The file of its predictions, beside its record.</summary>
    public string PredictionsPath => new RunFolder(Path.GetDirectoryName(Path.GetFullPath(RecordFile))!).Predictions;

    /// <summary>Whether its predictions are there.</summary>
    public bool HasAnswers => Given is not null || File.Exists(PredictionsPath);

    /// <summary>For the column of runs, for example <c>seed 1</c>.</summary>
    public string Label => Invariant($"seed {Record.Settings.Seed}");

    /// <summary>Test accuracy after the last epoch.</summary>
    public double Accuracy => Record.Result.TestAccuracy;

    /// <summary>Whether it has not collapsed.</summary>
    public bool HasLearned => Expectation.HasLearned(Accuracy);

    /// <summary>
    /// Whether its record tells what training was given, or must tell it: this program's records do since they have the code's hash. Then the
    /// gate needs the training images.
    /// </summary>
    public bool TellsFeed => (Record.Settings.IsOwn && Record.Code is not null) || Record.History.Any(epoch => epoch.Feed is not null);

    /// <summary>Reads a run's record.</summary>
    /// <param name="recordFile">A run.json.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static GateRun Read(string recordFile) => new(JsonFile.Read<RunRecord>(recordFile, Kind, _ => null), recordFile);

    /// <summary>The run's predictions for the test images.</summary>
    /// <exception cref="FashionRefException">The predictions are missing, or of other images or another run (bad request).</exception>
    public Answers Answers()
    {
        string path = PredictionsPath;
        if (Record.Code is null && !HasAnswers)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{RecordFile}' says that this program's engine {Record.Settings.Engine} made the run, but its predictions are not there: '{path}' does not exist. ")
                + "Another program writes its own name in settings.engine; a run of this program needs its whole folder, and a run.json from a pipe has none.");
        }

        Answers answers = Given ?? PredictionsFile.ReadAnswers(path);
        return answers.RightCount == Record.Result.TestCorrect
            ? answers
            : throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{(Given is null ? path : Path.GetDirectoryName(path))}' has {answers.RightCount} correct predictions, but '{RecordFile}' beside it says {Record.Result.TestCorrect}. ")
                + "They are of different runs.")
            {
                Remedy = Remedy.TrainAnew,
            };
    }
}
