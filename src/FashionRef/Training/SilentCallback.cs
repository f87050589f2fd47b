namespace FashionRef.Training;

/// <summary>Is told how a training goes, and tells nobody.</summary>
internal sealed class SilentCallback : IFitCallback
{
    public void OnEpochBegin(int epoch, int epochs)
    {
    }

    public void OnTrainBatchEnd(int step, int steps, double accuracy, double loss)
    {
    }

    public void OnEpochEnd(EpochMetrics metrics, int steps)
    {
    }
}
