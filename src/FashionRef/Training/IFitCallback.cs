namespace FashionRef.Training;

/// <summary>Receives the progress of a training.</summary>
public interface IFitCallback
{
    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="epochs">How many there will be.</param>
    void OnEpochBegin(int epoch, int epochs);

    /// <summary>A step has ended.</summary>
    /// <param name="step">From 1.</param>
    /// <param name="steps">How many the epoch has.</param>
    /// <param name="accuracy">Mean over the epoch's samples so far.</param>
    /// <param name="loss">Mean over the epoch's samples so far.</param>
    void OnTrainBatchEnd(int step, int steps, double accuracy, double loss);

    /// <summary>An epoch has ended and its checkpoint is written.</summary>
    /// <param name="metrics">Its figures in Keras' history.</param>
    /// <param name="steps">How many steps it had.</param>
    void OnEpochEnd(EpochMetrics metrics, int steps);
}

/// <summary>Forwards the progress to several callbacks, in order.</summary>
/// <param name="callbacks">The receivers.</param>
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
