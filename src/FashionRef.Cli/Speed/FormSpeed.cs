using FashionRef.Cli.Speed.Load;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Cli.Speed;

/// <summary>How fast a form is, alone and beside the others.</summary>
/// <param name="Form">Its name, <see cref="SpeedForms.Name"/>.</param>
/// <param name="EngineVersions">The versions that its engine's bits depend on.</param>
/// <param name="Vectors">The vectors that it uses; null if unknown.</param>
/// <param name="StepMilliseconds">Of the rounds' training steps.</param>
/// <param name="EvaluationMilliseconds">Of the rounds' evaluations of the test set.</param>
/// <param name="EpochSeconds">Of a notebook's epoch, computed from a round's times: all its steps and an evaluation.</param>
/// <param name="Shares">How much of a step its parts take, by name, in [0, 1], the medians of the rounds.</param>
/// <param name="TimesTorchPlain">How many times as fast as plain libtorch its steps were, round by round.</param>
/// <param name="TimesTorch">How many times as fast as libtorch in its fastest form.</param>
/// <param name="PeakMemoryBytes">The most memory that its process had in RAM; null if the system does not report it.</param>
/// <param name="Rounds">All figures.</param>
internal sealed record FormSpeed(
    string Form,
    IReadOnlyDictionary<string, string> EngineVersions,
    string? Vectors,
    Quartiles StepMilliseconds,
    Quartiles EvaluationMilliseconds,
    Quartiles EpochSeconds,
    IReadOnlyDictionary<string, double> Shares,
    Quartiles TimesTorchPlain,
    Quartiles TimesTorch,
    long? PeakMemoryBytes,
    IReadOnlyList<RoundTimes> Rounds)
{
    /// <summary>Training steps of an epoch: 60,000 images in batches of 128, the last of them smaller.</summary>
    public const int StepsPerEpoch = 469;

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
        times.Rounds[0].PartMilliseconds.Keys.ToDictionary(part => part, part => ShareOf(part, times.Rounds)),
        TimesOf(torchPlain, times),
        TimesOf(torch, times),
        times.PeakMemoryBytes > 0 ? times.PeakMemoryBytes : null,
        times.Rounds);

    private static double EpochSecondsOf(RoundTimes round) => ((StepsPerEpoch * round.StepMilliseconds) + round.EvaluationMilliseconds) / 1000;

    private static double ShareOf(string part, IReadOnlyList<RoundTimes> rounds) =>
        Quartiles.Of(rounds.Select(round => round.PartMilliseconds[part] / round.StepMilliseconds)).Median;

    private static Quartiles TimesOf(FormTimes slower, FormTimes faster) =>
        Quartiles.Of(slower.Rounds.Zip(faster.Rounds, (one, other) => one.StepMilliseconds / other.StepMilliseconds));
}

/// <summary>What one form needed in all rounds.</summary>
/// <param name="Form">The form.</param>
/// <param name="Greeting">The worker's description of itself.</param>
/// <param name="Rounds">In the rounds' order.</param>
/// <param name="PeakMemoryBytes">The most memory that its process had in RAM; 0 if the system does not report it.</param>
internal sealed record FormTimes(SpeedForm Form, WorkerGreeting Greeting, IReadOnlyList<RoundTimes> Rounds, long PeakMemoryBytes);

/// <summary>What one form needed in one round.</summary>
/// <param name="StepMilliseconds">The mean of the timed training steps, what the runtime did between them included.</param>
/// <param name="EvaluationMilliseconds">For the logits of the whole test set.</param>
/// <param name="HandOverNanoseconds"><see cref="HandOver"/> before the steps; null with one thread or one processor.</param>
/// <param name="PartMilliseconds">Of a timed step's parts, by name; time between parts is not counted.</param>
internal readonly record struct RoundTimes(
    double StepMilliseconds,
    double EvaluationMilliseconds,
    double? HandOverNanoseconds,
    IReadOnlyDictionary<string, double> PartMilliseconds);
