using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Tests.Training;

/// <summary>A trainer that computes nothing: it notes its batches and answers as it is told.</summary>
/// <param name="answer">To a step, counted from 1.</param>
/// <param name="logit">What it predicts for every class of every image.</param>
internal sealed class ScriptedTrainer(Func<int, BatchResult> answer, double logit = 0) : ITrainer
{
    public Precision Precision => Precision.Float32;

    public List<byte[]> Batches { get; } = [];

    public int Predictions { get; private set; }

    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        Batches.Add(labels.ToArray());
        return answer(Batches.Count);
    }

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken)
    {
        Predictions++;
        logits.Fill(logit);
    }

    public TrainerState GetState() => new([], [], [], Batches.Count);

    public void Dispose()
    {
    }
}
