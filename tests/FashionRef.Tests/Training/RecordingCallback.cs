using FashionRef.Training;

namespace FashionRef.Tests.Training;

/// <summary>Notes what it is told, and can act at a step.</summary>
internal sealed class RecordingCallback(Action<int>? atStep = null) : IFitCallback
{
    public List<EpochMetrics> Epochs { get; } = [];

    public (double Accuracy, double Loss) Last { get; private set; }

    public void OnEpochBegin(int epoch, int epochs)
    {
    }

    public void OnTrainBatchEnd(int step, int steps, double accuracy, double loss)
    {
        Last = (accuracy, loss);
        atStep?.Invoke(step);
    }

    public void OnEpochEnd(EpochMetrics metrics, int steps) => Epochs.Add(metrics);
}
