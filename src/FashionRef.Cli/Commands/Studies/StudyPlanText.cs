using System.Globalization;
using System.Text;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>A study's plan as text.</summary>
internal static class StudyPlanText
{
    private const int ShownNumbers = 3;

    /// <summary>A few lines and a line for each experiment and comparison, ended by LF.</summary>
    public static string Format(StudyPlan plan, StudyForecast forecast)
    {
        Study study = plan.Study;
        StringBuilder text = new();
        Line($"{study.Name}: {OutsideText.Line(study.Question)}");
        Line($"{plan.Runs.Count:N0} {(plan.Runs.Count == 1 ? "run" : "runs")}, seeds {study.Seeds}, plan {plan.Sha256[..12]}");
        Line($"About {Words(forecast.Seconds)} here with {forecast.Jobs} at once, by the speed of some steps.");
        Line($"");
        Row("experiment", "settings", "a run takes", "run numbers");
        foreach (PlannedRun run in plan.Runs.Take(study.Experiments.Count))
        {
            IEnumerable<string> numbers = Enumerable.Range(0, plan.Seeds.Count).Take(ShownNumbers).Select(i => Invariant($"{run.Number + (i * study.Experiments.Count)}"));
            Row(run.Experiment, StudySettingsText.Of(run), Words(forecast.RunSeconds[run.Experiment]), string.Join(", ", numbers) + (plan.Seeds.Count > ShownNumbers ? ", …" : ""));
        }

        if (forecast.SmallestP is not { } p)
        {
            return text.ToString();
        }

        Line($"");
        Line($"Compared by {StudyFigures.Name(study.Figure, plan.Runs.All(run => run.Settings.Epochs == 1), Judges(plan))}, seed by seed. The smallest p that a comparison can have is {p:G2}, Holm's correction included.");
        foreach (ExpectedDifference difference in forecast.Differences)
        {
            string found = difference.Smallest is { } smallest
                ? Invariant($"finds a difference of {smallest:F4} in four of five such studies, or a smaller one: runs of a seed have something in common")
                : "what it finds depends on the spread of its runs, which is not known before";
            Line($"  {difference.Experiment} with {difference.With}: {found}");
        }

        return text.ToString();

        int Width(Func<PlannedRun, string> cell, string head) => plan.Runs.Take(study.Experiments.Count).Select(run => cell(run).Length).Append(head.Length).Max();

        void Row(string experiment, string settings, string time, string numbers) => Line(
            $"  {experiment.PadRight(Width(run => run.Experiment, "experiment"))}  {settings.PadRight(Width(StudySettingsText.Of, "settings"))}  {time.PadRight(11)}  {numbers}");

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
    }

    private static string? Judges(StudyPlan plan) =>
        plan.Runs.Select(run => run.Settings.HeldOutImages).Distinct().ToArray() is [var one] ? one : "the images that judge each experiment";

    /// <summary>A time in the two units that matter, for example <c>2 h 10 min</c>.</summary>
    /// <param name="seconds">At least 0.</param>
    public static string Words(double seconds)
    {
        long whole = (long)Math.Ceiling(seconds);
        return whole switch
        {
            < 60 => Invariant($"{whole} s"),
            < 600 => Invariant($"{whole / 60} min {whole % 60} s"),
            < 3600 => Invariant($"{whole / 60} min"),
            < 86_400 => Invariant($"{whole / 3600} h {whole / 60 % 60} min"),
            _ => Invariant($"{whole / 86_400} d {whole / 3600 % 24} h"),
        };
    }
}
