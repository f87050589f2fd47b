using FashionRef.Engines;

namespace FashionRef.Tests.Training;

/// <summary>A trainer that computes nothing: it notes its batches and answers as it is told.</summary>
internal sealed class ScriptedTrainer(Func<int, BatchResult> answer) : ITrainer
{
    public List<byte[]> Batches { get; } = [];

    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        Batches.Add(labels.ToArray());
        return answer(Batches.Count);
    }

    public void Predict(ReadOnlySpan<byte> pixels, Span<float> logits) => logits.Clear();

    public TrainerState GetState() => new([], [], [], Batches.Count);

    public void Dispose()
    {
    }
}
