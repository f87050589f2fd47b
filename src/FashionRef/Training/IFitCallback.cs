namespace FashionRef.Training;

/// <summary>Is told how a training goes.</summary>
public interface IFitCallback
{
    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="epochs">How many there will be.</param>
    void OnEpochBegin(int epoch, int epochs);

    /// <summary>A step is done.</summary>
    /// <param name="step">From 1.</param>
    /// <param name="steps">How many the epoch has.</param>
    /// <param name="accuracy">Mean over the epoch's samples so far.</param>
    /// <param name="loss">Mean over the epoch's samples so far.</param>
    void OnTrainBatchEnd(int step, int steps, double accuracy, double loss);

    /// <summary>An epoch is done, its checkpoint written.</summary>
    /// <param name="metrics">What Keras' history keeps of it.</param>
    /// <param name="steps">How many steps it had.</param>
    void OnEpochEnd(EpochMetrics metrics, int steps);
}

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
