using FashionRef.Training;

namespace FashionRef.Speed;

/// <summary>How fast a form is, alone and beside the others.</summary>
/// <param name="Form">Its name, <see cref="SpeedForms.Name"/>.</param>
/// <param name="EngineVersions">What decides its engine's bits.</param>
/// <param name="Vectors">What it computes with; null where that cannot be had.</param>
/// <param name="StepMilliseconds">Of the rounds' training steps.</param>
/// <param name="EvaluationMilliseconds">Of the rounds' evaluations of the test set.</param>
/// <param name="EpochSeconds">Of an epoch of the notebook, made up of a round's times: all its steps and an evaluation.</param>
/// <param name="ForwardShare">
/// How much of a step a forward pass takes, in [0, 1], the median of the rounds: that of a batch in the evaluation, where no
/// activation has to be kept.
/// </param>
/// <param name="TimesTorchPlain">How many times as fast as plain libtorch its steps were, round by round.</param>
/// <param name="TimesTorch">How many times as fast as libtorch in its fastest form.</param>
/// <param name="PeakMemoryBytes">The most memory that its process had in RAM; null where the system does not tell.</param>
/// <param name="Rounds">All figures.</param>
internal sealed record FormSpeed(
    string Form,
    IReadOnlyDictionary<string, string> EngineVersions,
    string? Vectors,
    Quartiles StepMilliseconds,
    Quartiles EvaluationMilliseconds,
    Quartiles EpochSeconds,
    double ForwardShare,
    Quartiles TimesTorchPlain,
    Quartiles TimesTorch,
    long? PeakMemoryBytes,
    IReadOnlyList<RoundTimes> Rounds)
{
    /// <summary>Training steps of an epoch: 60,000 images in batches of 128, the last of them smaller.</summary>
    public const int StepsPerEpoch = 469;

    private const double TestImages = 10_000;

    /// <summary>The figures of a form.</summary>
    /// <param name="times">The form's.</param>
    /// <param name="torchPlain">Plain libtorch's, of the same rounds.</param>
    /// <param name="torch">The fastest libtorch's, of the same rounds.</param>
    public static FormSpeed Of(FormTimes times, FormTimes torchPlain, FormTimes torch) => new(
        SpeedForms.Name(times.Form),
        times.Greeting.EngineVersions,
        times.Greeting.Vectors,
        Quartiles.Of(times.Rounds.Select(round => round.StepMilliseconds)),
        Quartiles.Of(times.Rounds.Select(round => round.EvaluationMilliseconds)),
        Quartiles.Of(times.Rounds.Select(EpochSecondsOf)),
        Quartiles.Of(times.Rounds.Select(ForwardShareOf)).Median,
        TimesOf(torchPlain, times),
        TimesOf(torch, times),
        times.PeakMemoryBytes > 0 ? times.PeakMemoryBytes : null,
        times.Rounds);

    private static double EpochSecondsOf(RoundTimes round) => ((StepsPerEpoch * round.StepMilliseconds) + round.EvaluationMilliseconds) / 1000;

    private static double ForwardShareOf(RoundTimes round) =>
        round.EvaluationMilliseconds * RunSettings.NotebookBatchSize / TestImages / round.StepMilliseconds;

    private static Quartiles TimesOf(FormTimes slower, FormTimes faster) =>
        Quartiles.Of(slower.Rounds.Zip(faster.Rounds, (one, other) => one.StepMilliseconds / other.StepMilliseconds));
}
