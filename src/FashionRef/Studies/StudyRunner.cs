using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Studies;

/// <summary>Makes runs of a study. Several processes, on several machines, may do so in one folder.</summary>
/// <param name="plan">The study's plan.</param>
/// <param name="folder">The study's folder.</param>
/// <param name="engineOf">The engine for a run's settings.</param>
/// <param name="dataOf">A run's data set.</param>
/// <param name="time">Measures the epochs.</param>
public sealed class StudyRunner(
    StudyPlan plan, StudyFolder folder, Func<RunSettings, IEngine> engineOf, Func<PlannedRun, Dataset> dataOf, TimeProvider time)
{
    // A run's folder that another process has cleared away meanwhile is made again.
    private const int MostTries = 3;

    /// <summary>Whether trained weights are kept.</summary>
    public bool KeepsWeights { get; init; }

    /// <summary>Makes a run: from its checkpoint where there is one. Nothing of it is seen in the folder of runs before it is done.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops it after the current step; the last epoch's checkpoint stays.</param>
    /// <exception cref="FashionRefException">
    /// A file cannot be written (machine cannot). What the run itself does wrong, such as a loss that is not a number, is an outcome.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public StudyOutcome Execute(PlannedRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        long start = time.GetTimestamp();
        IEngine engine = engineOf(run.Settings);
        Dataset data = run.Settings.HeldOut is { } count ? dataOf(run).HoldOut(count) : dataOf(run);
        RunFolder unfinished = folder.UnfinishedOf(run, engine.Code);
        folder.RefuseIfGone();
        StudyOutcome outcome;
        try
        {
            Directory.CreateDirectory(unfinished.Root);
            TemporaryFiles.RemoveLeft(unfinished.Root);
            CompletedRun completed = Train(run, engine, data, unfinished, cancellationToken);
            RunRecord record = RunRecord.Of(completed, data, engine, time) with
            {
                Study = new StudyMark(plan.Study.Name, plan.Sha256, run.Number, run.Experiment),
            };
            outcome = Publish(run, completed, record, engine.Code) with { Seconds = time.GetElapsedTime(start).TotalSeconds };
            if (File.Exists(folder.FailureOf(run)))
            {
                File.Delete(folder.FailureOf(run));
            }
        }
        catch (FashionRefException failure) when (failure.Kind == FaultKind.CheckFailed)
        {
            AtomicFile.WriteText(folder.FailureOf(run), JsonSerializer.Serialize(new StudyFailure(run.Number, run.Experiment, failure.Message), JsonFormat.Options) + "\n");
            outcome = new StudyOutcome(run.Number, StudyEnd.Failed, time.GetElapsedTime(start).TotalSeconds) { Message = failure.Message };
        }
        catch (Exception gone) when (gone is IOException or FashionRefException { Kind: FaultKind.MachineCannot } && Directory.Exists(folder.RunOf(run)))
        {
            // Another process has made the run, and cleared away what this one worked on.
            outcome = new StudyOutcome(run.Number, StudyEnd.MadeBefore, time.GetElapsedTime(start).TotalSeconds);
        }

        folder.RemoveUnfinished(run);
        return outcome;
    }

    private CompletedRun Train(PlannedRun run, IEngine engine, Dataset data, RunFolder unfinished, CancellationToken cancellationToken)
    {
        Func<bool, CompletedRun> training = TrainingOf(run, engine, data, unfinished, cancellationToken);
        try
        {
            return training(true);
        }
        catch (FashionRefException unfit) when (unfit.Kind == FaultKind.BadRequest && File.Exists(unfinished.Checkpoint))
        {
            // A checkpoint that a machine lost power over is not worth a question.
            return training(false);
        }
    }

    // Trains from the checkpoint where it is given true.
    private Func<bool, CompletedRun> TrainingOf(PlannedRun run, IEngine engine, Dataset data, RunFolder unfinished, CancellationToken cancellationToken)
    {
        if (plan.ModelOf(run) is { } model)
        {
            FileRun ofFile = new(run.Settings, folder.ReadModel(model), engine, data, unfinished, time);
            return resume => ofFile.Execute(resume, callback: null, cancellationToken);
        }

        TrainingRun ofNotebook = new(run.Settings, NotebookModels.Get(run.Settings.Model).Build(), engine, data, unfinished, time);
        return resume => ofNotebook.Execute(resume, callback: null, cancellationToken);
    }

    private StudyOutcome Publish(PlannedRun run, CompletedRun completed, RunRecord record, string code)
    {
        Dictionary<string, byte[]> files = new()
        {
            [StudyResult.RecordName] = Encoding.UTF8.GetBytes(record.ToJson()),
            [StudyResult.LabelsName] = Encoding.UTF8.GetBytes(string.Concat(completed.Test.Predicted) + "\n"),
        };
        if (KeepsWeights)
        {
            files[StudyResult.WeightsName] = SafetensorsFile.Format(completed.State.Weights, new Dictionary<string, string> { ["format"] = "keras" });
        }

        StudyResult result = new(
            StudyResult.CurrentFormat,
            plan.Study.Name,
            plan.Sha256,
            run.Number,
            run.Experiment,
            code,
            record.Sha256.TrainedWeights!,
            record.Sha256.TestLogits!,
            new SortedDictionary<string, string>(files.ToDictionary(file => file.Key, file => StudyResult.Hash(file.Value)), StringComparer.Ordinal));
        StudyEnd end = Place(run, result, files);
        return new StudyOutcome(run.Number, end, Seconds: 0) { TestAccuracy = record.Result.TestAccuracy };
    }

    // All of it, or nothing, and never in the place of an earlier result: a folder cannot be renamed onto one that is not empty.
    private StudyEnd Place(PlannedRun run, StudyResult result, Dictionary<string, byte[]> files)
    {
        for (int tries = 1; ; tries++)
        {
            string made = Path.Combine(folder.Unfinished, $"{run.Name}.{Path.GetRandomFileName()}");
            folder.RefuseIfGone();
            Write(made, result, files);
            Directory.CreateDirectory(folder.Runs);
            string place = folder.RunOf(run);
            try
            {
                Directory.Move(made, place);
                return StudyEnd.Made;
            }
            catch (IOException) when (tries < MostTries && !Directory.Exists(made))
            {
            }
            catch (IOException) when (Directory.Exists(place))
            {
                StudyResult first = StudyResult.Read(place, plan, run);
                if (result.HasSameBitsAs(first))
                {
                    Directory.Delete(made, recursive: true);
                    return StudyEnd.MadeBefore;
                }

                Directory.Move(made, StudyState.OtherThan(place));
                return StudyEnd.Differs;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new FashionRefException(FaultKind.MachineCannot, $"'{place}' cannot be written: {WriteFault.Reason(place, exception)}", exception);
            }
        }
    }

    private static void Write(string made, StudyResult result, Dictionary<string, byte[]> files)
    {
        foreach ((string name, byte[] bytes) in files)
        {
            AtomicFile.Write(Path.Combine(made, name), stream => stream.Write(bytes));
        }

        AtomicFile.WriteText(Path.Combine(made, StudyResult.FileName), JsonSerializer.Serialize(result, JsonFormat.Options) + "\n");
    }
}
