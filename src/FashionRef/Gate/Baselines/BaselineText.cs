using System.Text;
using static System.FormattableString;

namespace FashionRef.Gate.Baselines;

/// <summary>What a new baseline changes, as a table.</summary>
public static class BaselineText
{
    private const string None = "-";

    /// <summary>A heading and a line for each figure, ended by LF.</summary>
    /// <param name="before">The stored baseline, or null when there is none.</param>
    /// <param name="after">The new one.</param>
    public static string Format(Baseline? before, Baseline after)
    {
        ArgumentNullException.ThrowIfNull(after);
        (string What, Func<Baseline, string> Of)[] figures =
        [
            ("test accuracy", run => Invariant($"{run.Result.TestAccuracy:F4}")),
            ("right answers", run => Invariant($"{run.Result.TestCorrect:N0} of {run.Result.TestCount:N0}")),
            ("test loss", run => Invariant($"{run.Result.TestLoss:F4}")),
            ("engine", run => run.Environment?.DescribeEngine() ?? None),
            ("threads", run => Invariant($"{run.Settings.Threads}")),
            ("weights", run => Short(run.TrainedWeights)),
            ("logits", run => Short(run.TestLogits)),
            ("processor", run => run.Environment?.DescribeProcessor() ?? None),
            ("git commit", run => run.Environment?.GitCommit is { Length: > 12 } commit ? commit[..12] : None),
        ];
        (string What, string Before, string After)[] rows =
        [
            (Invariant($"{after.Settings.ModelTitle}, seed {after.Settings.Seed}"), "before", "after"),
            .. figures.Select(figure => (figure.What, before is null ? None : figure.Of(before), figure.Of(after))),
        ];
        int what = rows.Max(row => row.What.Length);
        int old = rows.Max(row => row.Before.Length);
        StringBuilder text = new();
        foreach ((string name, string stored, string now) in rows)
        {
            string change = before is null || name == rows[0].What || stored == now ? "" : "  changed";
            text.Append($"{name.PadRight(what)}  {stored.PadRight(old)}  {now}{change}\n");
        }

        return text.ToString();
    }

    private static string Short(string? sha256) => sha256 is { Length: > 16 } ? sha256[..16] : None;
}
