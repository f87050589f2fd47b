using Cake.Frosting;

namespace Build;

#pragma warning disable CS1591 // Each says what it is by its description.

[TaskName(nameof(Steps.Clean))]
[TaskDescription(Steps.CleanDescription)]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Clean());
}

[TaskName(nameof(Steps.Build))]
[TaskDescription(Steps.BuildDescription)]
public sealed class BuildTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Build());
}

[TaskName(nameof(Steps.Fetch))]
[TaskDescription(Steps.FetchDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class FetchTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Fetch());
}

[TaskName(nameof(Steps.Train))]
[TaskDescription(Steps.TrainDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class TrainTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Train());
}

[TaskName(nameof(Steps.Report))]
[TaskDescription(Steps.ReportDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class ReportTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Report());
}

[TaskName(nameof(Steps.Gate))]
[TaskDescription(Steps.GateDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class GateTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Gate());
}

[TaskName(nameof(Steps.Baseline))]
[TaskDescription(Steps.BaselineDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class BaselineTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Baseline());
}

[TaskName(nameof(Steps.Benchmark))]
[TaskDescription(Steps.BenchmarkDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class BenchmarkTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Benchmark());
}

[TaskName(nameof(Steps.Test))]
[TaskDescription(Steps.TestDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class TestTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Test());
}

[TaskName(nameof(Steps.Pack))]
[TaskDescription(Steps.PackDescription)]
[IsDependentOn(typeof(BuildTask))]
public sealed class PackTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Run(steps => steps.Pack());
}

[TaskName(Steps.Default)]
[TaskDescription(Steps.DefaultDescription)]
[IsDependentOn(typeof(TrainTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
