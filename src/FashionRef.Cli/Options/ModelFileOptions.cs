using System.CommandLine;
using FashionRef.Engines;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Cli.Options;

/// <summary><c>--model NUMBER|FILE</c> and the options that a model file has besides.</summary>
internal sealed class ModelFileOptions
{
    private const double GigaByte = 1e9;

    private static readonly string[] Numbers = [.. NotebookModels.Numbers.Select(number => FormattableString.Invariant($"{number}"))];

    private readonly Option<string?> _model;
    private readonly Option<string?> _input = InputShapeOption.Create();
    private readonly Option<double> _memory = NumberOption.Positive("--max-memory", "For a model file: how many gigabytes its weights and activations may take.", InferenceLimits.Usual.Memory / GigaByte);
    private readonly Option<double> _operations = NumberOption.Positive("--max-operations", "For a model file: how many multiply-adds one input may take.", InferenceLimits.Usual.MultiplyAdds);

    /// <summary>Creates the options.</summary>
    /// <param name="description">What the command does with the model.</param>
    public ModelFileOptions(string description)
    {
        _model = new Option<string?>("--model") { Description = $"{description} A number is one of the notebook's models, anything else a file of Keras (./1 for a file named 1).", HelpName = "NUMBER|FILE" };
        _model.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => InputFile.PathFault(token.Value) is not null) is { } none)
            {
                result.AddError($"--model '{none.Value}' is neither one of {string.Join(", ", Numbers)} nor a file's path.");
            }
        });
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_model, _input, _memory, _operations];

    /// <summary>The number of the notebook's model that is named, or null.</summary>
    public int? Number(ParseResult parse) => parse.GetValue(_model) is { } value && Array.IndexOf(Numbers, value) is var index and >= 0 ? NotebookModels.Numbers[index] : null;

    /// <summary>The file that is named, or null.</summary>
    public string? File(ParseResult parse) => parse.GetValue(_model) is { } value && !Numbers.Contains(value) ? value : null;

    /// <summary>Refuses options that are for a model file where none is named.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="others">The command's own ones.</param>
    /// <exception cref="FashionRefException">One is there (bad request).</exception>
    public void RequireFile(ParseResult parse, IEnumerable<Option> others)
    {
        if (File(parse) is null && All.Skip(1).Concat(others).FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } stray)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"{stray.Name} is for a model file: name one with --model, or leave out {stray.Name}.");
        }
    }

    /// <summary>Refuses weights in a file of Keras without the model that they are for: only the notebook's models need none.</summary>
    /// <param name="weights">A file of weights.</param>
    /// <exception cref="FashionRefException">It is HDF5 or a zip file (bad request).</exception>
    public static void RefuseKeras(string weights)
    {
        if (FileKind.IsKeras(weights))
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{weights}' is a file of Keras. Name a whole model with --model in place of --weights; with weights alone add --model and the file with their model, for example its JSON.");
        }
    }

    /// <summary>Reads the model file.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="weights">A file of weights to take in place of its own, or null.</param>
    /// <param name="engine">Computes it.</param>
    public KerasModel Load(ParseResult parse, string? weights, IEngine engine) => KerasModel.Load(
        File(parse)!,
        weights,
        InputShapeOption.Parse(parse.GetValue(_input)),
        engine,
        Limits(parse));

    /// <summary>What the model and its inputs may need.</summary>
    public InferenceLimits Limits(ParseResult parse) => new(parse.GetValue(_memory) * GigaByte, parse.GetValue(_operations));
}
