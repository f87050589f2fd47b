using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Functions;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Parity;

/// <summary>Repeats the training of a trace on an engine.</summary>
/// <param name="trace">The trace.</param>
/// <param name="model">Its model.</param>
/// <param name="engine">Computes it, with the trace's precision.</param>
/// <param name="data">Fashion-MNIST.</param>
public sealed class TraceReplay(Trace trace, BuiltModel model, IEngine engine, Dataset data)
{
    private readonly Adam _adam = new(trace.LearningRate);

    /// <summary>Replays the first steps.</summary>
    /// <param name="steps">How many, from 1 to the trace's.</param>
    /// <param name="stepDone">Called after every step, with its number from 1.</param>
    /// <param name="cancellationToken">Stops the replay after the current step.</param>
    /// <exception cref="OperationCanceledException">The replay was cancelled.</exception>
    public Replay Run(int steps, Action<int> stepDone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stepDone);
        TrainerState start = TrainerState.Initial(model, InitialWeights.Create(model, trace.Seed, engine.Precision));
        using ITrainer trainer = engine.CreateTrainer(model, CrossEntropy.OfLogits, _adam, start);
        int[] order = TraceOrder.Of(data.Train.Count, trace.Offset);
        EpochBatches batches = new(data.Train, trace.BatchSize);
        List<BatchResult> results = [];
        Dictionary<int, ReplayedMark> marks = [];
        IReadOnlyList<WeightValues> gradients = [];
        LookAtMark();
        for (int step = 1; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batches.Gather(order, step - 1, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            results.Add(trainer.TrainStep(pixels, labels));
            if (step == 1)
            {
                gradients = Gradients(trainer.GetState());
            }

            LookAtMark();
            stepDone(step);
        }

        return new Replay(results, gradients, marks);

        void LookAtMark()
        {
            if (trace.Marks.TryGetValue(results.Count, out TraceMark? mark))
            {
                marks[results.Count] = new ReplayedMark(trainer.GetState().Weights, mark.Test is null ? null : Test(trainer, cancellationToken));
            }
        }
    }

    private ReplayedTest Test(ITrainer trainer, CancellationToken cancellationToken)
    {
        TestResult result = TestResult.Of(trainer, data.Test, model.ClassCount, CrossEntropy.OfLogits, cancellationToken);
        return new ReplayedTest(result, Loss(result));
    }

    private double Loss(TestResult test)
    {
        ReadOnlySpan<byte> labels = data.Test.Labels.Span;
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            sum -= DoubleMath.Log(Math.Max(test.Probabilities[(i * model.ClassCount) + labels[i]], TraceTest.LeastProbability));
        }

        return sum / labels.Length;
    }

    // After the first step, Adam's m is (1 - beta1) times the gradient, so engines need not expose gradients.
    private IReadOnlyList<WeightValues> Gradients(TrainerState state) =>
    [
        .. from moment in state.FirstMoments
           select moment with { Values = [.. moment.Values.Select(value => value / (1 - _adam.Beta1))] },
    ];
}
