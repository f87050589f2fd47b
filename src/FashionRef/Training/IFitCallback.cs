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
