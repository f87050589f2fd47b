using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>What a program makes of a pack: five steps from each state, and what two of the states answer for the test images.</summary>
/// <param name="Program">The program's name and version.</param>
/// <param name="Model">1 or 2.</param>
/// <param name="Pack">The pack's hash.</param>
/// <param name="Points">One for each point of the pack, in its order.</param>
/// <param name="Tests">One for each of <see cref="ProbePlan.AnsweredSteps"/>, in its order.</param>
public sealed record ProbeAnswers(string Program, int Model, string Pack, IReadOnlyList<PointAnswer> Points, IReadOnlyList<TestAnswer> Tests)
{
    /// <summary>The answers of an engine.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="program">What to call it.</param>
    /// <param name="data">Fashion-MNIST.</param>
    /// <param name="change">Changes each state before its steps, to see how rounding spreads; null for none.</param>
    /// <param name="pointDone">Called after every point, with how many are done.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="FashionRefException">A state's file is missing or was changed (bad request).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ProbeAnswers Of(
        ProbePack pack,
        IEngine engine,
        string program,
        Dataset data,
        Func<TrainerState, TrainerState>? change = null,
        Action<int>? pointDone = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(data);
        BuiltModel model = NotebookModels.Get(pack.Model).Build();
        EpochBatches batches = new(data.Train, Notebook.BatchSize);
        List<PointAnswer> points = [];
        List<TestAnswer> tests = [];
        foreach (ProbePoint point in pack.Points)
        {
            TrainerState state = pack.StateOf(point);
            state = change?.Invoke(state) ?? state;
            using ITrainer trainer = engine.CreateTrainer(model, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), state);
            if (ProbePlan.AnsweredSteps.Contains(point.Step))
            {
                TestResult test = TestResult.Of(trainer, data.Test, model.ClassCount, CrossEntropy.OfLogits, cancellationToken);
                tests.Add(new TestAnswer(point.Step, test.Logits, test.Accuracy, test.Loss));
            }

            List<double> losses = [];
            foreach (IReadOnlyList<int> batch in point.Batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                batches.Gather([.. batch], 0, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
                losses.Add(trainer.TrainStep(pixels, labels).Loss);
            }

            points.Add(new PointAnswer(point.Step, losses, trainer.GetState().Arrays.ToDictionary(array => array.Path, array => ArrayDigest.Of(array.Values))));
            pointDone?.Invoke(points.Count);
        }

        return new ProbeAnswers(program, pack.Model, pack.Pack, points, tests);
    }

    /// <summary>What is missing or impossible, or null: then they can be compared.</summary>
    internal string? Fault()
    {
        if (!NotebookModels.Numbers.Contains(Model))
        {
            return Invariant($"'model' is {Model}, but must be {string.Join(" or ", NotebookModels.Numbers)}");
        }

        if (!Points.Select(point => point.Step).SequenceEqual(ProbePlan.Steps))
        {
            return $"'points' must have one entry for each state of the pack, in its order: after the steps {string.Join(", ", ProbePlan.Steps)}";
        }

        if (!Tests.Select(test => test.Step).SequenceEqual(ProbePlan.AnsweredSteps))
        {
            return $"'tests' must have one entry for each of the states, in this order, after the steps {string.Join(" and ", ProbePlan.AnsweredSteps)}";
        }

        if (Tests.FirstOrDefault(test => test.Accuracy is < 0 or > 1 || test.Loss < 0) is { } test)
        {
            return Invariant($"the test after step {test.Step} has accuracy {test.Accuracy} and loss {test.Loss}, but must have an accuracy from 0 to 1 and a loss of at least 0");
        }

        IReadOnlyDictionary<string, int> lengths = LengthsOf(Model);
        return Points.Select(point => point.Fault(lengths)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>How many values each array of a state has, by its name, in Keras' order.</summary>
    /// <param name="model">1 or 2.</param>
    internal static IReadOnlyDictionary<string, int> LengthsOf(int model)
    {
        BuiltModel built = NotebookModels.Get(model).Build();
        return TrainerState.Initial(built, InitialWeights.Create(built, ProbePlan.Seed)).Arrays.ToDictionary(array => array.Path, array => array.Values.Length);
    }
}

/// <summary>Five steps from a state.</summary>
/// <param name="Step">How many steps the state had behind it.</param>
/// <param name="Losses">The batch's mean loss before each step, in nats.</param>
/// <param name="Arrays">The digest of each array of the state behind the five steps, by its name.</param>
public sealed record PointAnswer(int Step, IReadOnlyList<double> Losses, IReadOnlyDictionary<string, ArrayDigest> Arrays)
{
    /// <summary>What is missing or impossible, or null.</summary>
    /// <param name="lengths">How many values each array has.</param>
    internal string? Fault(IReadOnlyDictionary<string, int> lengths)
    {
        string where = Invariant($"the point after step {Step}");
        if (Losses.Count != ProbePlan.StepsPerProbe)
        {
            return Invariant($"{where} has {Losses.Count} losses, but must have {ProbePlan.StepsPerProbe}");
        }

        if (lengths.Keys.FirstOrDefault(name => !Arrays.ContainsKey(name)) is { } missing)
        {
            return $"{where} lacks the array '{missing}'";
        }

        if (Arrays.Keys.FirstOrDefault(name => !lengths.ContainsKey(name)) is { } stray)
        {
            return $"{where} has an array '{stray}', which the pack's states do not have";
        }

        if (Losses.FirstOrDefault(loss => loss < 0) is var negative and < 0)
        {
            return Invariant($"{where} has a loss of {negative}, and no cross-entropy is below 0");
        }

        return Arrays.Select(array => array.Value.Fault(lengths[array.Key]) is { } fault ? $"{where} has for '{array.Key}' {fault}" : null).FirstOrDefault(fault => fault is not null);
    }
}

/// <summary>What a state answers for the test images.</summary>
/// <param name="Step">How many steps the state has behind it.</param>
/// <param name="Logits">The inputs of the last softmax for the 10,000 test images, <c>[images, classes]</c>, row-major.</param>
/// <param name="Accuracy">The share of right answers as the program tells it.</param>
/// <param name="Loss">The mean cross-entropy over the images as the program tells it, in nats.</param>
public sealed record TestAnswer(int Step, double[] Logits, double Accuracy, double Loss);
