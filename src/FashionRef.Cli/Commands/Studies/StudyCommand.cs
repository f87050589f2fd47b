using System.CommandLine;
using FashionRef.Cli.Commands.Studies.Audit;
using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Cli.Commands.Studies.Report;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study</c>: a question that many runs answer.</summary>
internal static class StudyCommand
{
    public static Command Create() => new("study", "Answer a question with many runs, on one machine or on several. docs/studies.md explains it.")
    {
        StudyPlanCommand.Create(),
        StudyRunCommand.Create(),
        StudySubmitCommand.Create(),
        StudyStatusCommand.Create(),
        StudyReportCommand.Create(),
        StudyAuditCommand.Create(),
        StudyWorkerCommand.Create(),
    };
}
