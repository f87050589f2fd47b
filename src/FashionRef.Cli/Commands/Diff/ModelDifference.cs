using System.Globalization;
using FashionRef.Engines;
using FashionRef.Engines.Inference;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Diff;

/// <summary>Where two models differ; each part is null where they do not.</summary>
/// <param name="Configuration">The first layer that differs.</param>
/// <param name="Weights">How many weights differ, and which most.</param>
/// <param name="Training">Optimizer, its steps, and loss.</param>
/// <param name="Answers">By how much their answers differ; null also where they cannot be compared.</param>
internal sealed record ModelDifference(string? Configuration, string? Weights, string? Training, string? Answers)
{
    private const int Samples = 8;
    private const int LabelWidth = 15;
    private const string Equal = "equal";
    private const string PutTogether = "Models are compared: put it together with its model first, by convert WEIGHTS OUT --model FILE.";

    // What cannot be compared differs elsewhere.
    private const string NotCompared = "not compared";

    private bool AreComparable { get; init; } = true;

    private bool HaveWeights { get; init; } = true;

    private bool AreAnswersCompared { get; init; } = true;

    /// <summary>Whether nothing differs.</summary>
    public bool IsEqual => Configuration is null && Weights is null && Training is null && Answers is null;

    /// <summary>Compares two models.</summary>
    /// <param name="a">A file and its path.</param>
    /// <param name="b">Another.</param>
    /// <param name="engine">Computes their answers.</param>
    /// <param name="cancellationToken">Checked between the models.</param>
    /// <exception cref="FashionRefException">One has no model, or does not say the shape of its input (bad request).</exception>
    public static ModelDifference Of((string Path, KerasFile Keras) a, (string Path, KerasFile Keras) b, IEngine engine, CancellationToken cancellationToken)
    {
        BuiltModel modelOfA = a.Keras.RequireModel(PutTogether);
        BuiltModel modelOfB = b.Keras.RequireModel(PutTogether);
        string? configuration = OfLayers(modelOfA, modelOfB);
        string? training = OfTraining(a.Keras, b.Keras);
        bool haveAlikeWeights = a.Keras.HasWeights && b.Keras.HasWeights && modelOfA.Weights.Select(weight => weight.Shape).SequenceEqual(modelOfB.Weights.Select(weight => weight.Shape));
        if (!haveAlikeWeights)
        {
            string? weights = a.Keras.HasWeights == b.Keras.HasWeights ? null : $"only {(a.Keras.HasWeights ? "A" : "B")} has any";
            return new ModelDifference(configuration, weights, training, null) { AreComparable = false, HaveWeights = a.Keras.HasWeights || b.Keras.HasWeights };
        }

        InferenceLimits.Usual.Require(modelOfA, a.Path);
        InferenceLimits.Usual.Require(modelOfB, b.Path);
        InferenceLimits.Usual.RequireSamples(modelOfA, 2 * Samples);
        InferenceLimits.Usual.RequireSamples(modelOfB, 2 * Samples);
        IReadOnlyList<WeightValues> weightsOfA = a.Keras.ReadWeights(modelOfA, a.Path);
        IReadOnlyList<WeightValues> weightsOfB = b.Keras.ReadWeights(modelOfB, b.Path);
        string? answers = null;
        bool takeTheSame = modelOfA.InputShape == modelOfB.InputShape && modelOfA.OutputShape == modelOfB.OutputShape;
        if (takeTheSame)
        {
            double[] answersOfA = AnswersOf(modelOfA, weightsOfA, engine, cancellationToken);
            double[] answersOfB = AnswersOf(modelOfB, weightsOfB, engine, cancellationToken);
            double largest = answersOfA.Zip(answersOfB, (x, y) => Math.Abs(x - y)).Max();
            answers = largest > 0 || double.IsNaN(largest) ? string.Create(CultureInfo.InvariantCulture, $"outputs before a last softmax differ by up to {largest:G3} for {2 * Samples} inputs that a formula makes") : null;
        }

        return new ModelDifference(configuration, OfWeights(weightsOfA, weightsOfB), training, answers) { AreAnswersCompared = takeTheSame };
    }

    /// <summary>A line for each part.</summary>
    public string Format()
    {
        string missing = AreComparable ? Equal : NotCompared;
        return string.Concat(
            Line("Configuration", Configuration ?? Equal),
            Line("Weights", Weights ?? (HaveWeights ? missing : "neither has any")),
            Line("Training", Training ?? Equal),
            Line("Answers", Answers ?? (AreAnswersCompared ? missing : NotCompared)));
    }

    private static string Line(string label, string text) => $"{label.PadRight(LabelWidth)}{OutsideText.Line(text)}\n";

    private static string? OfLayers(BuiltModel a, BuiltModel b)
    {
        if (a.InputShape != b.InputShape)
        {
            return $"A takes inputs of shape {a.InputShape}, B of shape {b.InputShape}";
        }

        // Names last: where they alone differ, the models are the same but for them.
        return First(a, b, layer => layer.Words)
            ?? (a.Chain.Length == b.Chain.Length ? null : string.Create(CultureInfo.InvariantCulture, $"A has {a.Chain.Length} layers, B {b.Chain.Length}"))
            ?? (First(a, b, layer => layer.Name) is { } named ? $"only in names: {named}" : null);
    }

    private static string? First(BuiltModel a, BuiltModel b, Func<BuiltLayer, string> looked)
    {
        foreach ((int index, (BuiltLayer first, BuiltLayer second)) in a.Chain.Zip(b.Chain).Index())
        {
            if (looked(first) != looked(second))
            {
                return string.Create(CultureInfo.InvariantCulture, $"layer {index + 1} is {Words(first)} in A, and {Words(second)} in B");
            }
        }

        return null;
    }

    private static string Words(BuiltLayer layer) => $"'{layer.Name}' ({layer.Words})";

    private static string? OfWeights(IReadOnlyList<WeightValues> a, IReadOnlyList<WeightValues> b)
    {
        (string Path, double Difference)[] differences =
            [.. a.Zip(b, (x, y) => (x.Path, x.Values.Zip(y.Values, (u, v) => Math.Abs(u - v)).DefaultIfEmpty(0).Max())).Where(pair => pair.Item2 > 0)];
        if (differences.Length == 0)
        {
            return null;
        }

        (string path, double largest) = differences.MaxBy(pair => pair.Difference);
        return string.Create(CultureInfo.InvariantCulture, $"{differences.Length} of {a.Count} differ, the first is '{differences[0].Path}', the most '{path}', by up to {largest:G3}");
    }

    private static string? OfTraining(KerasFile a, KerasFile b)
    {
        string one = TrainingOf(a);
        string other = TrainingOf(b);
        return one == other ? null : $"{one} in A, and {other} in B";
    }

    private static string TrainingOf(KerasFile file) => file.Compilation is { } compilation
        ? string.Create(CultureInfo.InvariantCulture, $"optimizer {compilation.Optimizer ?? "(its name is not told)"} {(file.OptimizerSteps is { } steps ? string.Create(CultureInfo.InvariantCulture, $"after {steps:N0} steps") : "without state")}, loss {compilation.Loss ?? "not told"}")
        : "not compiled";

    private static double[] AnswersOf(BuiltModel model, IReadOnlyList<WeightValues> weights, IEngine engine, CancellationToken cancellationToken)
    {
        using IInference inference = engine.CreatePredictor(model, weights);
        double[] inputs = [.. Inputs(model.InputShape.Count, 1).Concat(Inputs(model.InputShape.Count, byte.MaxValue))];
        double[] outputs = new double[2 * Samples * model.OutputShape.Count];
        inference.Predict(inputs, outputs, cancellationToken);
        return outputs;
    }

    // Numbers from 0 to the largest, the same for every file.
    private static IEnumerable<double> Inputs(int count, double largest) =>
        Enumerable.Range(0, Samples * count).Select(i => ((48_271L * i) + 12_345) % 65_536 / 65_535.0 * largest);
}
