using System.Text.Json;
using FashionRef.Formats.Json;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>A study's plan, as <c>study plan --json</c> writes it.</summary>
/// <param name="Format">The document's format.</param>
/// <param name="Study">The study's name.</param>
/// <param name="PlanSha256">The hash of its runs.</param>
/// <param name="Forecast">How long it takes and what it can find.</param>
/// <param name="Runs">All runs, in order.</param>
internal sealed record StudyPlanDocument(string Format, string Study, string PlanSha256, StudyForecast Forecast, IReadOnlyList<PlannedRun> Runs)
{
    public const string CurrentFormat = "fashionref-study-plan-1";

    /// <summary>The document as JSON text, ended by LF.</summary>
    public static string Write(StudyPlan plan, StudyForecast forecast) =>
        JsonSerializer.Serialize(new StudyPlanDocument(CurrentFormat, plan.Study.Name, plan.Sha256, forecast, plan.Runs), JsonFormat.Options) + "\n";
}
