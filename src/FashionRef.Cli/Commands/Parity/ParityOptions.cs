using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Data;
using FashionRef.Parity;

namespace FashionRef.Cli.Commands.Parity;

/// <summary>The options of <c>parity</c>. A tolerance that is given holds for all replayed steps.</summary>
internal sealed class ParityOptions
{
    private readonly Option<int?> _steps = NumberOption.OptionalInteger(
        "--steps", "Steps to replay; by default as many as two correct programs agree on.", 1, FashionMnist.TrainCount);
    private readonly Option<double?> _losses = NumberOption.OptionalTolerance(
        "--loss-tolerance", "The largest relative error of a loss.");
    private readonly Option<double?> _gradients = NumberOption.OptionalTolerance(
        "--gradient-tolerance", "The largest error of the first step's gradients.");
    private readonly Option<double?> _weights = NumberOption.OptionalTolerance(
        "--weight-tolerance", "The largest error of the weights at a mark.");
    private readonly Option<double?> _testErrors = NumberOption.OptionalTolerance(
        "--test-tolerance", "The largest error of test loss and probabilities at a mark.");
    private readonly Option<int?> _counts = NumberOption.OptionalInteger(
        "--count-tolerance", "The largest difference to Keras' count of correct answers.", 0, FashionMnist.TrainCount);

    public ParityOptions() => Trace.Required = true;

    public Option<string> Trace { get; } = CommonOptions.File("--trace", "A trace that Keras wrote; docs/parity.md shows the format.");

    public Option<string> Engine { get; } = EngineOption.CreateForTrace();

    public Option<int> Threads { get; } = CommonOptions.Threads();

    public Option<string?> Data { get; } = CommonOptions.Data();

    public Option<string> Artifacts { get; } = CommonOptions.Artifacts();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All =>
        [Trace, _steps, _losses, _gradients, _weights, _testErrors, _counts, Engine, Threads, Data, Artifacts];

    /// <summary>The trace's default tolerances, and what was given instead.</summary>
    /// <exception cref="FashionRefException">One lets everything pass (bad request).</exception>
    public ParityTolerances Tolerances(ParseResult parse, Trace trace, int steps)
    {
        int answers = Math.Min(steps * trace.BatchSize, FashionMnist.TestCount);
        if (parse.GetValue(_counts) is { } counts && counts >= answers)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, FormattableString.Invariant($"--count-tolerance {counts} lets all {answers} answers be wrong: legal are 0 to {answers - 1}."));
        }

        ParityTolerances defaults = ParityTolerances.Default(trace.Model, trace.Precision);
        return new ParityTolerances(
            parse.GetValue(_losses) is { } losses ? [new(trace.Steps.Count, losses)] : defaults.Losses,
            parse.GetValue(_counts) ?? defaults.StepCounts,
            parse.GetValue(_gradients) ?? defaults.FirstGradients,
            parse.GetValue(_weights) is { } weights ? [new(trace.Steps.Count, weights)] : defaults.Weights,
            parse.GetValue(_counts) ?? defaults.TestCounts,
            parse.GetValue(_testErrors) ?? defaults.TestErrors);
    }

    /// <summary>Refuses a --steps that ends before any trained weights are compared.</summary>
    /// <exception cref="FashionRefException">They do (bad request).</exception>
    public void RefuseStepsWithoutWeights(ParseResult parse, Trace trace, ParityTolerances tolerances)
    {
        int? first = trace.FirstTrained(tolerances.JudgesWeightsAfter);
        if (parse.GetValue(_steps) is { } steps && steps < first)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"--steps {steps} ends before any trained weights are compared: the trace has the first ones after step {first}. Take --steps {first} or more."));
        }
    }

    /// <summary>Refuses tolerances where the trace has its own.</summary>
    /// <exception cref="FashionRefException">One is given (bad request).</exception>
    public void RefuseTolerances(ParseResult parse, string trace)
    {
        if (new Option[] { _losses, _gradients, _weights, _testErrors, _counts }.FirstOrDefault(option => parse.GetResult(option) is not null) is { } given)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"{given.Name} is for traces of the notebook's models: '{trace}' brings its own tolerances. Leave it out.");
        }
    }

    /// <summary>How many steps of a training trace to replay; by default all.</summary>
    /// <exception cref="FashionRefException">More than it has (bad request).</exception>
    public int Steps(ParseResult parse, int all) => parse.GetValue(_steps) is not { } steps ? all
        : steps <= all ? steps
        : throw TooMany(steps, all);

    /// <summary>How many steps to replay.</summary>
    /// <exception cref="FashionRefException">More than the trace has (bad request).</exception>
    public int Steps(ParseResult parse, Trace trace)
    {
        int judged = ParityTolerances.Default(trace.Model, trace.Precision).LastStep;
        int steps = parse.GetValue(_steps) ?? Math.Min(judged, trace.Steps.Count);
        return steps <= trace.Steps.Count ? steps : throw TooMany(steps, trace.Steps.Count);
    }

    private static FashionRefException TooMany(int steps, int all) =>
        new(FaultKind.BadRequest, FormattableString.Invariant($"--steps {steps} is more than the trace has: legal are 1 to {all}."));
}
