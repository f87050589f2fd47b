using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Evaluation;

/// <summary>The files of a completed run.</summary>
public static class RunArtifacts
{
    /// <summary>Writes every file of the run, each by atomic rename, the record last.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="run">The run.</param>
    /// <param name="record">Its record.</param>
    /// <param name="test">The test set that it was evaluated on.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <returns>The evaluation's text: classification report and confusion matrix.</returns>
    /// <exception cref="FashionRefException">A file cannot be written (machine cannot).</exception>
    public static string Write(RunFolder folder, CompletedRun run, RunRecord record, ImageSet test, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(test);
        string evaluation = EvaluationText.Format(test.Labels.Span, run.Test, classNames);
        SafetensorsFile.Write(folder.Weights, run.State.Weights, new Dictionary<string, string> { ["format"] = "keras" });
        AtomicFile.WriteText(folder.History, HistoryCsv.Format(run.History));
        AtomicFile.WriteText(folder.Predictions, PredictionsCsv.Format(test.Labels.Span, run.Test));
        AtomicFile.WriteText(folder.Evaluation, evaluation);
        ConfusionMatrix matrix = new(test.Labels.Span, run.Test.Predicted, classNames.Count);
        if (!folder.IsOfFile)
        {
            AtomicFile.WriteText(folder.ModelCard, ModelCard.Format(record, matrix, classNames));
        }

        AtomicFile.WriteText(folder.Record, record.ToJson());
        return evaluation;
    }
}
