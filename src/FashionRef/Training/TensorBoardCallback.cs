using FashionRef.Formats.TensorBoard;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>
/// Writes each epoch's figures for TensorBoard, in the folders and under the names of Keras' callback of that name: <c>train</c> and
/// <c>validation</c> hold <c>epoch_accuracy</c> and <c>epoch_loss</c>, <c>train</c> also <c>epoch_learning_rate</c>; the first
/// epoch's step is 0. A new run deletes the files of an earlier one with its name; a resumed run adds files with
/// its own epochs.
/// </summary>
public sealed class TensorBoardCallback : IFitCallback, IDisposable
{
    private readonly RunSettings _settings;
    private readonly EventFile _train;
    private readonly EventFile _validation;

    /// <summary>Creates the files, so that a folder that cannot be written is found before the training.</summary>
    /// <param name="folder">TensorBoard's log folder; each run has a folder with its name in it.</param>
    /// <param name="settings">The run's.</param>
    /// <param name="time">Gives the figures their times.</param>
    /// <exception cref="FashionRefException">The files cannot be written (machine cannot).</exception>
    public TensorBoardCallback(string folder, RunSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        _settings = settings;
        _train = EventFile.Create(Path.Combine(folder, settings.RunName, "train"), time);
        _validation = EventFile.Create(Path.Combine(folder, settings.RunName, "validation"), time);
    }

    /// <inheritdoc/>
    /// <exception cref="FashionRefException">An earlier run's files cannot be deleted (machine cannot).</exception>
    public void OnEpochBegin(int epoch, int epochs)
    {
        if (epoch == 1)
        {
            _train.DeleteEarlier();
            _validation.DeleteEarlier();
        }
    }

    /// <inheritdoc/>
    public void OnTrainBatchEnd(int step, int steps, double accuracy, double loss)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="FashionRefException">The figures cannot be written (machine cannot).</exception>
    public void OnEpochEnd(EpochMetrics metrics, int steps)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        int step = metrics.Epoch - 1;
        _train.Write(
            step, ("epoch_accuracy", metrics.Accuracy), ("epoch_loss", metrics.Loss), ("epoch_learning_rate", _settings.LearningRate));
        _validation.Write(step, ("epoch_accuracy", metrics.ValAccuracy), ("epoch_loss", metrics.ValLoss));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _train.Dispose();
        _validation.Dispose();
    }
}
