using System.Diagnostics;
using FashionRef.Cli.Speed.Load;
using FashionRef.Cli.Workers;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Cli.Speed.Workers;

/// <summary>The worker's side of a measurement: it waits for a block of work, does it and answers how long it took.</summary>
internal sealed class SpeedWorker
{
    private readonly ITrainer _trainer;
    private readonly StepClock _clock;
    private readonly ImageSet _test;
    private readonly TimeProvider _time;
    private readonly Func<double?> _handOver;
    private readonly EpochBatches _batches;
    private readonly int[] _order;
    private readonly double[] _logits;
    private readonly int _wholeBatches;
    private int _next;

    /// <summary>Creates a worker that starts at the first batch of the notebook's size.</summary>
    /// <param name="trainer">What is measured; the caller's to dispose of.</param>
    /// <param name="clock">The trainer's clock.</param>
    /// <param name="data">At least one batch of training images.</param>
    /// <param name="classes">The model's number of classes.</param>
    /// <param name="time">Measures.</param>
    /// <param name="handOver">Measures how far apart the engine's threads are, in nanoseconds, where it has several.</param>
    public SpeedWorker(ITrainer trainer, StepClock clock, Dataset data, int classes, TimeProvider time, Func<double?> handOver)
    {
        const int Seed = 1;
        _trainer = trainer;
        _clock = clock;
        _test = data.Test;
        _time = time;
        _handOver = handOver;
        _batches = new EpochBatches(data.Train, Notebook.BatchSize);
        _order = EpochShuffle.Order(data.Train.Count, Seed, epoch: 1);
        _logits = new double[data.Test.Count * classes];
        _wholeBatches = data.Train.Count / Notebook.BatchSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(_wholeBatches, 1, nameof(data));
    }

    /// <summary>Creates the engine, the model and a worker, and lets it answer until the requests end.</summary>
    /// <param name="form">What is measured.</param>
    /// <param name="model">The model's number in the notebook.</param>
    /// <param name="threads">Threads of the engine.</param>
    /// <param name="data">Fashion-MNIST.</param>
    /// <param name="requests">A request a line.</param>
    /// <param name="answers">Gets the greeting, and an answer for each request.</param>
    /// <exception cref="FashionRefException">A request cannot be parsed (bad request), or the engine cannot be loaded on this machine
    /// (3).</exception>
    public static void Serve(SpeedForm form, int model, int threads, Dataset data, TextReader requests, TextWriter answers)
    {
        StepClock clock = new(TimeProvider.System);
        IEngine engine = SpeedForms.CreateEngine(form, threads, clock);
        BuiltModel built = NotebookModels.Get(model).Build();
        using ITrainer trainer = engine.CreateTrainer(
            built,
            CrossEntropy.OfLogits,
            new Adam(Notebook.LearningRate),
            TrainerState.Initial(built, InitialWeights.Create(built, seed: 1)));
        answers.WriteLine(MessageLine.Format(new WorkerGreeting(engine.Versions, SpeedForms.Vectors(form))));
        answers.Flush();
        Func<double?> handOver = threads > 1 ? HandOver.Measure : static () => null;
        new SpeedWorker(trainer, clock, data, built.ClassCount, TimeProvider.System, handOver).Serve(requests, answers);
    }

    /// <summary>Answers until the requests end.</summary>
    /// <exception cref="FashionRefException">A request cannot be parsed (bad request).</exception>
    public void Serve(TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            if (MessageLine.Parse<WorkRequest>(line) is not { Steps: > 0 } request)
            {
                throw new FashionRefException(
                    FaultKind.BadRequest, $"'{line}' is not a request for work. 'benchmark worker' is internal: run 'benchmark' itself.");
            }

            answers.WriteLine(MessageLine.Format(Do(request)));
            answers.Flush();
        }
    }

    private WorkAnswer Do(WorkRequest request)
    {
        // One step is not timed: caches are cold, and threads of the previous worker may still be spinning.
        TakeStep();
        double? handOver = request.Busy ? null : _handOver();
        _clock.Take();
        long start = _time.GetTimestamp();
        for (int step = 0; step < request.Steps; step++)
        {
            TakeStep();
        }

        double steps = _time.GetElapsedTime(start).TotalMilliseconds;
        Dictionary<string, double> parts = _clock.Take().ToDictionary(part => part.Key, part => part.Value / request.Steps);
        start = _time.GetTimestamp();
        _trainer.Predict(_test.Pixels.Span, _logits);
        double evaluation = _time.GetElapsedTime(start).TotalMilliseconds;
        using Process process = Process.GetCurrentProcess();
        return new WorkAnswer(new RoundTimes(steps / request.Steps, evaluation, handOver, parts), process.PeakWorkingSet64);
    }

    // Whole batches only, so that all steps are the same work.
    private void TakeStep()
    {
        _batches.Gather(_order, _next, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
        _trainer.TrainStep(pixels, labels);
        _next = (_next + 1) % _wholeBatches;
    }
}
