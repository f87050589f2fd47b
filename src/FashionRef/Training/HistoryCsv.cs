using System.Globalization;
using System.Text;

namespace FashionRef.Training;

/// <summary>A history as CSV, with Keras' names as columns.</summary>
internal static class HistoryCsv
{
    /// <summary>A header and a line for each epoch; numbers in the shortest form that reads back to the same double.</summary>
    /// <param name="history">The epochs, in order.</param>
    public static string Format(IEnumerable<EpochMetrics> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        StringBuilder text = new("epoch,accuracy,loss,val_accuracy,val_loss\n");
        foreach (EpochMetrics epoch in history)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{epoch.Epoch},{epoch.Accuracy},{epoch.Loss},{epoch.ValAccuracy},{epoch.ValLoss}\n");
        }

        return text.ToString();
    }
}
