using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training;
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
    private readonly EnumOption<CrossEntropy> _loss = new(
        "--loss",
        "Compute the cross-entropy from the logits, as Keras does on TensorFlow, or from clipped probabilities, as on JAX and PyTorch.",
        CrossEntropyName.Of,
        CrossEntropy.OfLogits);
    private readonly EnumOption<Shuffle> _shuffle = CommonOptions.Shuffle();

    public Option<string> Model { get; } = ModelOption.Create();

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
        [Model, _seed, _epochs, _batchSize, _learningRate, _loss.Option, _shuffle.Option, Engine, Threads, Resume, Force, TensorBoard, Data, Artifacts];

    /// <summary>The settings of one model's run.</summary>
    public RunSettings Settings(ParseResult parse, int model) => new(
        model,
        parse.GetRequiredValue(Engine),
        parse.GetValue(_seed),
        parse.GetValue(_epochs),
        parse.GetValue(_batchSize),
        parse.GetValue(_learningRate),
        parse.GetValue(Threads),
        _loss.Value(parse),
        _shuffle.Value(parse));
}
