using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using FashionRef.Formats;
using FashionRef.Training.Runs;

namespace FashionRef.Training;

/// <summary>One line of Keras' history.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Accuracy">Mean over the training samples, computed as the weights change; in [0, 1].</param>
/// <param name="Loss">Mean cross-entropy over the training samples, computed as the weights change; in nats.</param>
/// <param name="ValAccuracy">Of the test set, after the epoch; in [0, 1].</param>
/// <param name="ValLoss">Of the test set, after the epoch; in nats.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="Feed">What training was given (<see cref="FeedHash"/>); null if another program does not report it.</param>
public sealed record EpochMetrics(
    int Epoch,
    double Accuracy,
    double Loss,
    double ValAccuracy,
    double ValLoss,
    double Seconds,
    string? Feed = null)
{
    /// <summary>What training was given, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Feed { get; init; } = Sha256Text.NormalIfThere(Feed);

    /// <summary>The longest plausible duration of an epoch: four months.</summary>
    internal const double MostSeconds = 1e7;

    /// <summary>Whether a duration is plausible for an epoch.</summary>
    internal static bool IsDuration(double seconds) => seconds is >= 0 and <= MostSeconds;
}

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
