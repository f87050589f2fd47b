using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Cli.Output;

/// <summary>Shows a training as Keras does: a live bar at a terminal, a line for each finished epoch elsewhere.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="isTerminal">Whether a line can be written again.</param>
/// <param name="colors">Whether colours are wanted.</param>
/// <param name="time">Measures the epoch.</param>
internal sealed class KerasProgress(TextWriter output, bool isTerminal, bool colors, TimeProvider time) : IFitCallback, IDisposable
{
    // Keras' interval.
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(50);

    private readonly LiveLine _line = new(output, isTerminal);
    private long _epochStart;
    private long? _lastDrawn;
    private string _heading = string.Empty;

    public void OnEpochBegin(int epoch, int epochs)
    {
        _epochStart = time.GetTimestamp();
        _heading = string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}/{epochs}");
        if (isTerminal)
        {
            output.WriteLine(_heading);
        }
    }

    public void OnTrainBatchEnd(int step, int steps, double accuracy, double loss)
    {
        if (!isTerminal || (_lastDrawn is long drawn && time.GetElapsedTime(drawn) < RedrawInterval))
        {
            return;
        }

        _lastDrawn = time.GetTimestamp();
        _line.Show(KerasProgressLine.UnderWay(step, steps, time.GetElapsedTime(_epochStart), accuracy, loss, colors));
    }

    public void OnEpochEnd(EpochMetrics metrics, int steps)
    {
        string line = KerasProgressLine.Finished(metrics, steps, colors);
        _line.Clear();
        output.WriteLine(isTerminal ? line : $"{_heading}: {line}");
        output.Flush();
        _lastDrawn = null;
    }

    /// <summary>Ends the line of an interrupted epoch, so that the next output starts on its own line.</summary>
    public void Dispose()
    {
        if (_lastDrawn is not null)
        {
            output.WriteLine();
            _lastDrawn = null;
        }
    }
}
