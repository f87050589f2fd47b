using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary>Trains a model from a file of Keras, writes its files and shows progress.</summary>
/// <param name="engine">Computes it.</param>
/// <param name="data">The training and test images.</param>
/// <param name="artifactsFolder">The folder of all output.</param>
/// <param name="console">Where to write.</param>
/// <param name="time">Measures the epochs.</param>
internal sealed class FileTraining(IEngine engine, Dataset data, string artifactsFolder, IAnsiConsole console, TimeProvider time)
{
    private readonly TextWriter _output = Terminal.Lines(console);

    /// <summary>Where TensorBoard's files go; null for none.</summary>
    public string? TensorBoardFolder { get; init; }

    /// <summary>Trains even where an up-to-date run exists.</summary>
    public bool IsForced { get; init; }

    /// <summary>How to continue a stopped training: a sentence.</summary>
    public string GoOn { get; init; } = WatchedTraining.Resume;

    /// <summary>What it does beside training.</summary>
    public FitChoices Choices { get; init; } = new();

    /// <summary>Does all of it for one run, unless an up-to-date one exists.</summary>
    /// <param name="file">The model.</param>
    /// <param name="settings">What else decides the run's bits.</param>
    /// <param name="resume">Go on from the run's checkpoint, when there is one.</param>
    /// <param name="cancellationToken">Stops the training after the current step.</param>
    /// <exception cref="FashionRefException">The training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public void Execute(CompiledFile file, RunSettings settings, bool resume, CancellationToken cancellationToken)
    {
        RunFolder folder = RunFolder.Of(artifactsFolder, settings);
        if (!IsForced && UpToDateRun.IsThere(settings, folder, data, engine, _output))
        {
            return;
        }

        using IDisposable held = folder.Lock();
        TellBegin(file, settings, folder, resume);
        FileRun training = new(settings, file, engine, data, folder, time) { Choices = Choices };
        CompletedRun run = new WatchedTraining(console, time) { TensorBoardFolder = TensorBoardFolder, GoOn = GoOn }
            .Run(settings, folder, callback => training.Execute(resume, callback, cancellationToken));
        IReadOnlyList<string> classes = ClassNamesOf(run.Model);
        string evaluation = RunArtifacts.Write(folder, run, RunRecord.Of(run, data, engine, time), data.Test, classes);
        TellEnd(training, run, folder, evaluation);
    }

    private static IReadOnlyList<string> ClassNamesOf(BuiltModel model) => model.ClassCount == FashionMnist.ClassNames.Count
        ? FashionMnist.ClassNames
        : [.. Enumerable.Range(0, Math.Max(model.ClassCount, 2)).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private void TellBegin(CompiledFile file, RunSettings settings, RunFolder folder, bool resume)
    {
        BuiltModel model = file.Compiled.Model;
        string start = file.State is { } state
            ? string.Create(CultureInfo.InvariantCulture, $"from its own weights{(state.Step > 0 ? $" and its optimizer's state after {state.Step:N0} steps" : ", with a fresh optimizer")}")
            : string.Create(CultureInfo.InvariantCulture, $"from new weights of seed {settings.Seed}");
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.ModelTitle}: {model.ParameterCount:N0} parameters, {start}; {file.Compiled.Optimizer.Kind}, {file.Compiled.Loss.Kind}; engine {engine.Name} with {settings.Threads} threads"));
        foreach (string remark in file.Remarks)
        {
            _output.WriteLine($"Note: {remark}");
        }

        if (resume)
        {
            _output.WriteLine(File.Exists(folder.Checkpoint)
                ? $"Continuing from '{folder.Checkpoint}'."
                : "There is no checkpoint: the run starts from the beginning.");
        }
    }

    private void TellEnd(FileRun training, CompletedRun run, RunFolder folder, string evaluation)
    {
        _output.WriteLine();
        _output.WriteLine(evaluation);
        if (training.StoppedAfter is { } epoch)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Stopped after epoch {epoch}: the loss on the test set has not become smaller for {Choices.Patience} epochs."));
        }

        if (Choices.SavesBest)
        {
            _output.WriteLine($"The model with the least loss on the test set is '{folder.BestModelFile}'.");
        }

        _output.WriteLine($"{EvaluationText.Accuracy(run.Settings.ModelTitle, run.Test)} Keras opens '{folder.ModelFile}'; everything else is beside it.");
        _output.WriteLine();
    }
}
