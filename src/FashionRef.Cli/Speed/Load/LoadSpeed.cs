namespace FashionRef.Cli.Speed.Load;

/// <summary>What busy neighbours do to the Exact engine's steps, with one thread and with several.</summary>
/// <param name="Model">The model's number in the notebook.</param>
/// <param name="StepMilliseconds">Of the rounds' steps, by the case: a <see cref="LoadRound"/>'s names.</param>
/// <param name="TimesOneQuiet">How many times as fast several threads were as one on a quiet machine, round by round.</param>
/// <param name="TimesOneLoaded">The same beside busy neighbours: below 1, more threads are slower.</param>
/// <param name="OneSlowed">How many times as long one thread took beside the neighbours as without them.</param>
/// <param name="SeveralSlowed">The same of several threads.</param>
/// <param name="Rounds">All figures.</param>
internal sealed record LoadSpeed(
    int Model,
    LoadCases StepMilliseconds,
    Quartiles TimesOneQuiet,
    Quartiles TimesOneLoaded,
    Quartiles OneSlowed,
    Quartiles SeveralSlowed,
    IReadOnlyList<LoadRound> Rounds)
{
    /// <summary>The figures of a model.</summary>
    /// <param name="model">Its number.</param>
    /// <param name="rounds">At least one.</param>
    public static LoadSpeed Of(int model, IReadOnlyList<LoadRound> rounds) => new(
        model,
        new LoadCases(
            Of(rounds, round => round.OneQuiet.StepMilliseconds),
            Of(rounds, round => round.SeveralQuiet.StepMilliseconds),
            Of(rounds, round => round.OneLoaded.StepMilliseconds),
            Of(rounds, round => round.SeveralLoaded.StepMilliseconds)),
        Of(rounds, round => round.OneQuiet.StepMilliseconds / round.SeveralQuiet.StepMilliseconds),
        Of(rounds, round => round.OneLoaded.StepMilliseconds / round.SeveralLoaded.StepMilliseconds),
        Of(rounds, round => round.OneLoaded.StepMilliseconds / round.OneQuiet.StepMilliseconds),
        Of(rounds, round => round.SeveralLoaded.StepMilliseconds / round.SeveralQuiet.StepMilliseconds),
        rounds);

    private static Quartiles Of(IReadOnlyList<LoadRound> rounds, Func<LoadRound, double> figure) => Quartiles.Of(rounds.Select(figure));
}
