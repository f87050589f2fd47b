using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Train;

/// <summary>The options of <c>train</c>; the defaults are the notebook's.</summary>
internal sealed class TrainOptions
{
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<int> _epochs = NumberOption.Integer(
        "--epochs", "How often every training image is seen.", Notebook.Epochs, 1, EpochShuffle.LargestEpoch);
    private readonly Option<int> _batchSize = NumberOption.Integer(
        "--batch-size", "Images per step.", Notebook.BatchSize, 1, FashionMnist.TrainCount);
    private readonly Option<double> _learningRate = NumberOption.Positive(
        "--learning-rate", "Adam's learning rate.", Notebook.LearningRate);
    private readonly LossOption _loss = new();
    private readonly EnumOption<Shuffle> _shuffle = CommonOptions.Shuffle();

    public Option<string> Model { get; } = ModelOption.CreateOrFile("a Keras file to train: a model with weights, or to_json() without");

    /// <summary>Those for a model file.</summary>
    public FileTrainOptions OfFile { get; } = new();

    public Option<string> Engine { get; } = EngineOption.CreateForTraining();

    public Option<int> Threads { get; } = CommonOptions.Threads();

    public Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Continue a stopped run after its last whole epoch, if there is one.",
    };

    public Option<bool> Force { get; } = new("--force")
    {
        Description = "Train even where a run of the same settings, data and code exists.",
    };

    public Option<string?> Data { get; } = CommonOptions.Data();

    public Option<string> Artifacts { get; } = CommonOptions.Artifacts();

    public Option<string?> TensorBoard { get; } = CommonOptions.OptionalFolder(
        "--tensorboard", "A folder for TensorBoard: accuracy and loss of every epoch, as Keras' callback writes them.");

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All =>
        [Model, _seed, _epochs, _batchSize, _learningRate, _loss.Option, _shuffle.Option, .. OfFile.All, Engine, Threads, Resume, Force, TensorBoard, Data, Artifacts];

    /// <summary>The model file that is named, or null; options of the other kind of model are refused.</summary>
    /// <exception cref="FashionRefException">An option has no use for the model, or the file does not exist (bad request).</exception>
    public string? File(ParseResult parse)
    {
        string? file = ModelOption.File(parse.GetRequiredValue(Model));
        OfFile.RequireFitting(parse, file, [_learningRate]);
        if (file is not null)
        {
            ModelOption.RequireFile(file);
        }

        return file;
    }

    /// <summary>A model file, and the settings of its run.</summary>
    /// <exception cref="FashionRefException">It cannot be trained (bad request).</exception>
    public (CompiledFile File, RunSettings Settings) Compiled(ParseResult parse, string path)
    {
        CompiledFile file = OfFile.Read(parse, path, _loss.OfFile(parse));
        return (file, Settings(parse, 0, CrossEntropy.OfLogits) with
        {
            LearningRate = file.Compiled.Optimizer.Rate.Initial,
            File = OfFile.Source(parse, path, file),
        });
    }

    /// <summary>The settings of a run of one of the notebook's models.</summary>
    public RunSettings Settings(ParseResult parse, int model) => Settings(parse, model, _loss.OfNotebook(parse));

    private RunSettings Settings(ParseResult parse, int model, CrossEntropy loss) => new(
        model,
        parse.GetRequiredValue(Engine),
        parse.GetValue(_seed),
        parse.GetValue(_epochs),
        parse.GetValue(_batchSize),
        parse.GetValue(_learningRate),
        parse.GetValue(Threads),
        loss,
        _shuffle.Value(parse));
}
