using System.Globalization;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Report;
using FashionRef.Report.Images;
using FashionRef.Report.Pictures;
using FashionRef.Training;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary>Trains and evaluates one model, writes its files and shows progress.</summary>
/// <param name="engine">Computes it.</param>
/// <param name="data">The training and test images.</param>
/// <param name="artifactsFolder">The folder of all output.</param>
/// <param name="console">Where to write.</param>
/// <param name="time">Measures the epochs.</param>
internal sealed class ModelTraining(IEngine engine, Dataset data, string artifactsFolder, IAnsiConsole console, TimeProvider time)
{
    private readonly TextWriter _output = Terminal.Lines(console);

    /// <summary>Where TensorBoard's files go; null for none.</summary>
    public string? TensorBoardFolder { get; init; }

    /// <summary>How to continue a stopped training: a sentence.</summary>
    public string GoOn { get; init; } = WatchedTraining.Resume;

    /// <summary>Trains even where an up-to-date run exists.</summary>
    public bool IsForced { get; init; }

    /// <summary>Does all of it for one run, unless an up-to-date one exists.</summary>
    /// <param name="settings">What decides the run's bits.</param>
    /// <param name="resume">Go on from the run's checkpoint, when there is one.</param>
    /// <param name="cancellationToken">Stops the training after the current step.</param>
    /// <exception cref="FashionRefException">The training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public void Execute(RunSettings settings, bool resume, CancellationToken cancellationToken)
    {
        BuiltModel model = NotebookModels.Get(settings.Model).Build();
        RunFolder folder = RunFolder.Of(artifactsFolder, settings);

        if (!IsForced && UpToDateRun.IsThere(settings, folder, data, engine, _output))
        {
            return;
        }

        // Fail before the long training if pictures cannot be drawn.
        DrawingLibrary.EnsureLoaded();
        ReferenceHistories reference = ReferenceHistories.Of(settings, CommonOptions.OwnExpectations());
        using IDisposable held = folder.Lock();
        TellBegin(settings, model, folder, resume);
        TrainingRun training = new(settings, model, engine, data, folder, time);
        CompletedRun run = new WatchedTraining(console, time) { TensorBoardFolder = TensorBoardFolder, GoOn = GoOn }
            .Run(settings, folder, callback => training.Execute(resume, callback, cancellationToken));
        RunRecord record = RunRecord.Of(run, data, engine, time);

        // Before the record, which marks a complete run.
        PictureFiles.Write(folder, RunPictures.Draw(ReportedRun.Of(folder, run, record, data.Test), data.Test, reference));
        string evaluation = RunArtifacts.Write(folder, run, record, data.Test, FashionMnist.ClassNames);
        TellEnd(run, folder, evaluation);
    }

    private void TellBegin(RunSettings settings, BuiltModel model, RunFolder folder, bool resume)
    {
        string loss = settings.Loss == CrossEntropy.OfLogits ? "" : "loss of clipped probabilities";
        string shuffle = settings.Shuffle == Shuffle.Anew ? "" : "the same shuffle in every epoch";
        string others = string.Join(" and ", new[] { loss, shuffle }.Where(other => other.Length > 0));
        string notNotebooks = others.Length == 0 ? "" : $", {others} (not the notebook's)";
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.ModelTitle}: {model.ParameterCount:N0} parameters, seed {settings.Seed}, engine {engine.Name} with {settings.Threads} threads{notNotebooks}"));
        if (resume)
        {
            _output.WriteLine(File.Exists(folder.Checkpoint)
                ? $"Continuing from '{folder.Checkpoint}'."
                : "There is no checkpoint: the run starts from the beginning.");
        }
    }

    private void TellEnd(CompletedRun run, RunFolder folder, string evaluation)
    {
        _output.WriteLine();
        _output.WriteLine(evaluation);
        _output.WriteLine($"{EvaluationText.Accuracy(run.Settings.ModelTitle, run.Test)} Everything is in '{folder.Root}'.");
        _output.WriteLine();
    }
}
