using System.CommandLine;
using FashionRef.Cli.Commands.Predict;
using FashionRef.Cli.Options;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Train;

/// <summary>The options of <c>train</c> that are for a model file.</summary>
internal sealed class FileTrainOptions
{
    private readonly Option<bool> _fresh = new("--fresh")
    {
        Description = "For a model file: train from new weights of --seed, not from the file's.",
    };

    private readonly Option<bool> _freshOptimizer = new("--fresh-optimizer")
    {
        Description = "For a model file: keep its weights and leave its optimizer's state.",
    };

    private readonly Option<string?> _optimizer = new("--optimizer")
    {
        Description = """For a model file: another optimizer than its own, by Keras' name or as Keras' JSON: {"class_name": "SGD", "config": {"momentum": 0.9}}.""",
        HelpName = "NAME|JSON",
    };

    private readonly Option<bool> _saveBest = new("--save-best")
    {
        Description = "For a model file: also keep the model with the least loss on the test set, best.keras.",
    };

    private readonly Option<int?> _patience = NumberOption.OptionalInteger(
        "--patience", "For a model file: stop when the loss on the test set has not become smaller for so many epochs.", 1, EpochShuffle.LargestEpoch);

    private readonly Option<string?> _pixels = PixelsOption.Create();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All => [_fresh, _freshOptimizer, _optimizer, _saveBest, _patience, _pixels];

    /// <summary>What the training does beside training.</summary>
    public FitChoices Fit(ParseResult parse) => new(parse.GetValue(_saveBest), parse.GetValue(_patience));

    /// <summary>Reads the file.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="path">The file.</param>
    /// <param name="loss">A loss in place of the file's, or null.</param>
    /// <exception cref="FashionRefException">It cannot be trained (bad request).</exception>
    public CompiledFile Read(ParseResult parse, string path, string? loss) =>
        CompiledFile.Read(path, new CompileChoices(parse.GetValue(_optimizer), loss, parse.GetValue(_fresh), parse.GetValue(_freshOptimizer)));

    /// <summary>What the run is of.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">What it holds.</param>
    /// <exception cref="FashionRefException">The model scales pixels itself (bad request).</exception>
    public ModelSource Source(ParseResult parse, string path, CompiledFile file)
    {
        string pixels = parse.GetValue(_pixels) ?? ModelSource.Raw;
        PixelsOption.RequireUnscaled(pixels, file.Compiled.Model);
        return new ModelSource(ModelSource.NameOf(path), file.Sha256, pixels);
    }

    /// <summary>Refuses an option that the other kind of model has no use for.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="file">The file, or null for the notebook's models.</param>
    /// <param name="notebooks">The options for the notebook's models.</param>
    /// <exception cref="FashionRefException">There is one (bad request).</exception>
    public void RequireFitting(ParseResult parse, string? file, IEnumerable<Option> notebooks)
    {
        if ((file is null ? All : notebooks).FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } other)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                file is null
                    ? $"{other.Name} is for a model file. Name one with --model, or leave out {other.Name}."
                    : $"{other.Name} is for the notebook's models; '{file}' says itself how it is trained. Leave it out, or name another optimizer with --optimizer.");
        }
    }
}
