using System.CommandLine;
using FashionRef.Cli.Output;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study plan</c>: what a study would run, how long that takes and what it can find.</summary>
internal static class StudyPlanCommand
{
    public static Command Create()
    {
        StudyOptions options = new();
        Command command = new("plan", "Show a study's runs, the time that they will take and the smallest difference that it can find.")
        {
            options.File, options.Jobs, options.Json,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            StudyPlan plan = options.Plan(parse);
            StudyForecast forecast = StudyForecast.Of(plan, options.JobCount(parse, plan), cancellationToken);
            Terminal.Output.Write(parse.GetValue(options.Json) ? StudyPlanDocument.Write(plan, forecast) : StudyPlanText.Format(plan, forecast));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
