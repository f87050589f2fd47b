using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Probes;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Harms;

/// <summary>What the gate sees of a port without training it: what training is given, its steps, and the answers of known weights.</summary>
/// <param name="data">Fashion-MNIST.</param>
/// <param name="pack">The states to probe.</param>
/// <param name="reference">What right programs answer.</param>
internal sealed class ApartChecks(Dataset data, ProbePack pack, ProbeReference reference)
{
    /// <summary>Every check that fails, in a word or two; empty where the port is right as far as it is asked.</summary>
    /// <param name="port">The port.</param>
    public IReadOnlyList<string> Of(Port port)
    {
        BuiltModel model = port.Model(NotebookModels.Get(pack.Model)).Build();
        BuiltModel right = NotebookModels.Get(pack.Model).Build();
        if (!model.Weights.Select(weight => weight.Shape).SequenceEqual(right.Weights.Select(weight => weight.Shape)))
        {
            return ["parameters"];
        }

        // A probe brings its weights along: how a port makes its own is asked of its start.
        PortedEngine engine = new(port.Steps with { KernelLimit = new PortedSteps().KernelLimit }, Precision.Float32) { Model = model };
        ProbeAnswers answers = ProbeAnswers.Of(pack, engine, "port", new Dataset(data.Train, port.ReadTest(data.Test), data.Sha256));
        return
        [
            .. IsStartRight(port, right) ? Array.Empty<string>() : ["initial weights"],
            .. IsFeedRight(port) ? Array.Empty<string>() : ["feed"],
            .. from check in new ProbeCheck(reference, data.Test).Of(answers)
               where check.Verdict == CheckVerdict.Failed
               select check.Kind == CheckKind.Steps ? FormattableString.Invariant($"steps, {check.Measure!.Value} states off") : "answers",
        ];
    }

    private static bool IsStartRight(Port port, BuiltModel right)
    {
        PortedEngine engine = new(port.Steps, Precision.Float32);
        IReadOnlyList<WeightValues> initial = InitialWeights.Create(right, ProbePlan.Seed);
        using ITrainer trainer = engine.CreateTrainer(right, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), TrainerState.Initial(right, initial));
        return Float32Bytes.Sha256(trainer.GetState().Weights) == Float32Bytes.Sha256(initial);
    }

    private bool IsFeedRight(Port port)
    {
        RunSettings settings = RunSettings.Notebook(pack.Model, "port", ProbePlan.Seed, threads: 1);
        ImageSet given = port.ReadTrain(data.Train);
        return new[] { 1, 2 }.All(epoch =>
        {
            using FeedHash feed = new();
            int[] order = port.Fit.Order(given.Count, settings.Seed, epoch);
            foreach (int[] batch in port.Fit.Batches(order, settings.BatchSize))
            {
                new EpochBatches(given, batch.Length).Gather(batch, 0, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
                feed.Add(pixels, labels);
            }

            return feed.Take() == FeedHash.Of(data.Train, settings, epoch);
        });
    }
}
