namespace FashionRef.Cli.Speed;

/// <summary>How it was measured.</summary>
/// <param name="Threads">Threads of each engine.</param>
/// <param name="Rounds">Blocks of each form.</param>
/// <param name="Steps">Timed training steps of a block.</param>
/// <param name="BatchSize">Images of a step.</param>
internal sealed record SpeedSettings(int Threads, int Rounds, int Steps, int BatchSize)
{
    /// <summary>For people, for example <c>2 threads, 10 rounds of 20 steps of 128 images</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Counted(Threads, "thread")}, {Counted(Rounds, "round")} of {Counted(Steps, "step")} of {BatchSize} images");

    private static string Counted(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
