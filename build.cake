// The build for `dotnet cake`: the steps of build/Steps.cs, which build/Build hosts as well.
#load "build/Steps*.cs"

using System.Threading;

StepsConsole.Take();
try
{
    var steps = Steps.Of(Context.Arguments.GetArguments());
    foreach (var step in Steps.All)
    {
        var task = Task(step.Name).Description(step.Description);
        if (step.After is not null)
        {
            task.IsDependentOn(step.After);
        }

        if (step.Run is not null)
        {
            task.Does(() => step.Run(steps));
        }
    }

    RunTarget(steps.Target);
}
catch (Exception exception)
{
    // Cake uses an exit code only of its own exceptions.
    var failure = StepsFailure.Of(exception);
    throw new CakeException(failure.ExitCode, failure.Message);
}
