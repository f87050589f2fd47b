using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>The options of the commands that expand a study's file.</summary>
internal sealed class StudyOptions
{
    public StudyOptions() => CommonOptions.RefuseNoFile(File);

    public Argument<string> File { get; } = new("file") { Description = "The study: JSON, with comments. docs/studies.md shows one." };

    public Option<int?> Jobs { get; } = NumberOption.OptionalInteger(
        "--jobs", "How many runs are made at once; by default as many as the processors have room for.", 1, CommonOptions.MostThreads);

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>The study.</summary>
    /// <exception cref="FashionRefException">The file cannot be used (bad request).</exception>
    public StudySource Source(ParseResult parse) => StudySource.Read(parse.GetRequiredValue(File));

    /// <summary>How many runs are made at once.</summary>
    public int JobCount(ParseResult parse, StudyPlan plan) => Math.Min(
        plan.Runs.Count,
        parse.GetValue(Jobs) ?? Math.Max(1, Environment.ProcessorCount / plan.Runs.Max(run => run.Settings.Threads)));
}
