namespace FashionRef.Cli.Speed;

/// <summary>The wording that the terminal's table and the Markdown table share.</summary>
internal static class SpeedText
{
    private const double BytesPerMegabyte = 1e6;
    private const double LeastShare = 0.005;

    /// <summary>How to read the figures, in lines.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "Medians of the rounds, and the quartiles: half of the rounds lay between them.",
        "Times: how many times as fast a step is as torch-plain's or torch's, by round.",
        FormattableString.Invariant($"An epoch is {FormSpeed.StepsPerEpoch} steps and an evaluation of the test set."),
    ];

    /// <summary>What a form's steps spend their time on, for example <c>exact, a step: dense forward 8 %</c>; small parts are left out.</summary>
    public static string Parts(FormSpeed form) => $"{form.Form}, a step: {string.Join(", ", form.Shares
        .Where(part => part.Value >= LeastShare)
        .Select(part => FormattableString.Invariant($"{part.Key} {100 * part.Value:F0} %")))}";

    /// <summary>Where it was measured, and with what, in lines.</summary>
    public static IReadOnlyList<string> Machine(SpeedReport report) =>
    [
        .. Hardware(report.Machine),
        .. HandOvers(report),
        .. report.Models.SelectMany(model => model.Forms).DistinctBy(form => form.Form).Select(Engine),
    ];

    /// <summary>The machine alone, in lines.</summary>
    public static IReadOnlyList<string> Hardware(SpeedMachine machine) =>
    [
        machine.Hardware.ToString(),
        FormattableString.Invariant($"{machine.LogicalProcessors} logical processors, {machine.OperatingSystem}, {machine.DotNet}, FashionRef {machine.FashionRef}"),
    ];

    /// <summary>A positive figure with three significant digits, or all digits before its point.</summary>
    public static string Number(double number) => number switch
    {
        >= 99.95 => FormattableString.Invariant($"{number:F0}"),
        >= 9.995 => FormattableString.Invariant($"{number:F1}"),
        _ => FormattableString.Invariant($"{number:F2}"),
    };

    /// <summary>The median, and the quartiles in brackets.</summary>
    public static string Cell(Quartiles quartiles) => $"{Number(quartiles.Median)} ({Spread(quartiles)})";

    /// <summary>Both quartiles as <see cref="Number"/>.</summary>
    public static string Spread(Quartiles quartiles) => $"{Number(quartiles.Lower)}–{Number(quartiles.Upper)}";

    /// <summary>Memory in millions of bytes.</summary>
    public static string Megabytes(long? bytes) => bytes is { } known ? FormattableString.Invariant($"{known / BytesPerMegabyte:F0}") : "-";

    private static string[] HandOvers(SpeedReport report)
    {
        double[] nanoseconds =
            [.. report.Models.SelectMany(model => model.Forms).SelectMany(form => form.Rounds).Select(round => round.HandOverNanoseconds).OfType<double>()];
        if (nanoseconds.Length == 0)
        {
            return [];
        }

        Quartiles quartiles = Quartiles.Of(nanoseconds);
        return [$"round trip between two threads before a block: {Number(quartiles.Median)} ns ({Spread(quartiles)}), longer between processors farther apart"];
    }

    private static string Engine(FormSpeed form) =>
        $"{form.Form}: {string.Join(", ", form.EngineVersions.Select(version => $"{version.Key} {version.Value}"))}, vectors: {form.Vectors ?? "unknown"}";
}
