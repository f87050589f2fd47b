using System.CommandLine;
using System.Globalization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Torch;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training;
using Spectre.Console;

namespace FashionRef.Commands;

/// <summary><c>train</c>: trains models, evaluates them and writes what other commands read.</summary>
internal static class TrainCommand
{
    private const int NotebookEpochs = 10;
    private const int NotebookBatchSize = 128;
    private const double NotebookLearningRate = 0.01;
    private const int DefaultSeed = 1;
    private const int MostThreads = 1024;
    private const int TrainingImages = 60_000;

    private static readonly Option<string> Model = ModelOption.Create();
    private static readonly Option<int> Seed = NumberOption.Integer(
        "--seed", "Decides initial weights and shuffles.", DefaultSeed, 0, SplitMix64.LargestSeed);
    private static readonly Option<int> Epochs = NumberOption.Integer(
        "--epochs", "How often every training image is seen.", NotebookEpochs, 1, EpochShuffle.LargestEpoch);
    private static readonly Option<int> BatchSize = NumberOption.Integer(
        "--batch-size", "Images a step.", NotebookBatchSize, 1, TrainingImages);
    private static readonly Option<double> LearningRate = NumberOption.Positive(
        "--learning-rate", "Adam's learning rate.", NotebookLearningRate);
    private static readonly Option<int> Threads = NumberOption.Integer(
        "--threads", "Threads to compute with; their number is part of the bits.", Environment.ProcessorCount, 1, MostThreads);
    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on after the last whole epoch of a run that was stopped, if there is one.",
    };

    public static Command Create()
    {
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("train", "Train models, evaluate them and write weights, history, predictions and the record of the run.")
        {
            Model, Seed, Epochs, BatchSize, LearningRate, Threads, Resume, data, artifacts,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            string artifactsFolder = parse.GetValue(artifacts)!;
            IEngine engine = new TorchEngine(parse.GetValue(Threads));
            Dataset dataset = await DatasetAccess.OpenAsync(
                parse.GetValue(data), artifactsFolder, AnsiConsole.Console, cancellationToken).ConfigureAwait(false);
            foreach (int number in ModelOption.Numbers(parse.GetValue(Model)!))
            {
                Train(engine, dataset, artifactsFolder, Settings(parse, number, engine), parse, cancellationToken);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static RunSettings Settings(ParseResult parse, int model, IEngine engine) => new(
        model,
        engine.Name,
        parse.GetValue(Seed),
        parse.GetValue(Epochs),
        parse.GetValue(BatchSize),
        parse.GetValue(LearningRate),
        parse.GetValue(Threads));

    private static void Train(
        IEngine engine, Dataset data, string artifactsFolder, RunSettings settings, ParseResult parse, CancellationToken cancellationToken)
    {
        TextWriter output = parse.InvocationConfiguration.Output;
        TimeProvider time = TimeProvider.System;
        BuiltModel model = NotebookModels.Get(settings.Model).Build();
        RunFolder folder = RunFolder.Of(artifactsFolder, settings);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.ModelTitle}: {model.ParameterCount:N0} parameters, seed {settings.Seed}, engine {engine.Name} with {settings.Threads} threads"));
        if (parse.GetValue(Resume))
        {
            output.WriteLine(File.Exists(folder.Checkpoint)
                ? $"Going on from {folder.Checkpoint}."
                : "There is no checkpoint to go on from: the run begins anew.");
        }

        KerasProgress progress = new(output, Terminal.IsInteractive, Terminal.WantsColors, time);
        TrainingRun training = new(settings, model, engine, data, folder, time);
        CompletedRun run;
        try
        {
            run = training.Execute(parse.GetValue(Resume), progress, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine();
            string rest = string.Join(' ', parse.Tokens.Select(token => token.Value).Where(token => token != Resume.Name));
            string kept = File.Exists(folder.Checkpoint)
                ? $"The epochs that were finished are kept in {folder.Checkpoint}."
                : "No epoch was finished, so nothing is kept.";
            throw new FashionRefException(
                ExitCode.Interrupted,
                $"Stopped at the end of a step. {kept} To go on: dotnet run --project src/FashionRef -- {rest} {Resume.Name}");
        }

        RunRecord record = RunRecord.Of(run, data, engine, time);
        string evaluation = RunArtifacts.Write(folder, run, record, data.Test, FashionMnist.ClassNames);
        output.WriteLine();
        output.WriteLine(evaluation);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.ModelTitle}: test accuracy {run.Test.Accuracy:F4} ({run.Test.Correct:N0} of {run.Test.Predicted.Length:N0}). Everything is in {folder.Root}."));
        output.WriteLine();
    }
}
