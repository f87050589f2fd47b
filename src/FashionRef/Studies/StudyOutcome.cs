namespace FashionRef.Studies;

/// <summary>How an attempt to make a run ended.</summary>
/// <param name="Number">The run's number.</param>
/// <param name="End">How it ended.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StudyOutcome(int Number, StudyEnd End, double Seconds)
{
    /// <summary>The accuracy after the last epoch on the test set, or on held-out images, in [0, 1]; null where the run failed.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Why it failed, in a sentence; null where it did not.</summary>
    public string? Message { get; init; }
}

/// <summary>How an attempt to make a run ended.</summary>
public enum StudyEnd
{
    /// <summary>It is done.</summary>
    Made,

    /// <summary>Another process was quicker. Where both have made the run to its end, they have the same bits.</summary>
    MadeBefore,

    /// <summary>Another process was quicker, with other bits: both are kept, since one of the two machines computes wrongly.</summary>
    Differs,

    /// <summary>It failed by itself, such as by a loss that is not a number. It would fail again.</summary>
    Failed,
}

/// <summary>Why a run failed, as its file says it.</summary>
/// <param name="Number">The run's number.</param>
/// <param name="Experiment">Its experiment.</param>
/// <param name="Message">Why.</param>
public sealed record StudyFailure(int Number, string Experiment, string Message);
