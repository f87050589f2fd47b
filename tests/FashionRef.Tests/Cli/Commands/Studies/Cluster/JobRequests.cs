using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Studies;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>Requests for tests.</summary>
internal static class JobRequests
{
    /// <summary>A folder's name that breaks whatever forgets a quote.</summary>
    public const string HostileName = "it's \"a\" $(false) `false` & ; # 日本";

    /// <summary>The small study of twelve runs, made by a program.</summary>
    public static JobRequest Of(string folder, params string[] program)
    {
        StudyPlan plan = StudyTexts.Plan(StudyTexts.Small);
        return new JobRequest(plan, Path.Combine(folder, "study.json"), Path.Combine(folder, "artifacts"), null, program.Length == 0 ? ["fashionref"] : program, plan.Runs.Count, null, 2048, false);
    }
}
