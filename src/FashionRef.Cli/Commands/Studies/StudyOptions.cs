using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Engines;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>The options of the commands that expand a study's file.</summary>
internal sealed class StudyOptions
{
    public StudyOptions() => CommonOptions.RefuseNoFile(File);

    public Argument<string> File { get; } = new("file") { Description = "The study: JSON, with comments. docs/studies.md shows one." };

    public Option<int?> Jobs { get; } = JobsOption();

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>The study's runs.</summary>
    /// <exception cref="FashionRefException">The file cannot be used (bad request).</exception>
    public StudyPlan Plan(ParseResult parse) => StudyDatasets.Plan(parse.GetRequiredValue(File));

    /// <summary>How many runs are made at once.</summary>
    public int JobCount(ParseResult parse, StudyPlan plan) => JobCount(parse.GetValue(Jobs), plan, plan.Runs.Count);

    /// <summary>How many runs are made at once, where only some are made.</summary>
    /// <param name="jobs">What the user asks for, or null.</param>
    /// <param name="plan">The study's plan.</param>
    /// <param name="runs">How many runs are made.</param>
    public static int JobCount(int? jobs, StudyPlan plan, int runs) =>
        Math.Min(runs, jobs ?? Math.Max(1, Environment.ProcessorCount / plan.Runs.Max(run => run.Settings.Threads)));

    /// <summary>The option <c>--jobs</c>.</summary>
    public static Option<int?> JobsOption() => NumberOption.OptionalInteger(
        "--jobs", "How many runs are made at once; by default as many as the processors have room for.", 1, KnownEngines.MostThreads);
}
