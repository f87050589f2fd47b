namespace FashionRef.Training;

/// <summary>Tells several how a training goes, in their order.</summary>
/// <param name="callbacks">Those who want to know.</param>
public sealed class CallbackList(params IReadOnlyList<IFitCallback> callbacks) : IFitCallback
{
    /// <inheritdoc/>
    public void OnEpochBegin(int epoch, int epochs)
    {
        foreach (IFitCallback callback in callbacks)
        {
            callback.OnEpochBegin(epoch, epochs);
        }
    }

    /// <inheritdoc/>
    public void OnTrainBatchEnd(int step, int steps, double accuracy, double loss)
    {
        foreach (IFitCallback callback in callbacks)
        {
            callback.OnTrainBatchEnd(step, steps, accuracy, loss);
        }
    }

    /// <inheritdoc/>
    public void OnEpochEnd(EpochMetrics metrics, int steps)
    {
        foreach (IFitCallback callback in callbacks)
        {
            callback.OnEpochEnd(metrics, steps);
        }
    }
}
