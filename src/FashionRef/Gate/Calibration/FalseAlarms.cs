namespace FashionRef.Gate.Calibration;

/// <summary>
/// The gate's rate of false alarms: one in 1,000 for a gate of both models. All of a model's half belongs to the check that decides: that
/// against runs that start alike, that against runs of other seeds, or the band. The other checks compare what is equal in all right programs.
/// A collapsed run always fails: how often right runs collapse is known only from the reference runs, and has no rate here.
/// </summary>
internal static class FalseAlarms
{
    /// <summary>For the runs of a model: 1 in 2,000.</summary>
    public const double Rate = 0.0005;
}
