using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>The tasks' shared context: the steps of the build, for the request on the command line.</summary>
public sealed class BuildContext : FrostingContext
{
    private readonly Steps _steps;

    /// <inheritdoc/>
    public BuildContext(ICakeContext context)
        : base(context)
    {
        _steps = Failing(() => Steps.Of(context.Arguments.GetArguments()));
        ExitCode = StepsFailure.MachineCannot;
    }

    /// <summary>The exit code if the host fails: that of a wrong command line until a context exists.</summary>
    internal static int ExitCode { get; private set; } = StepsFailure.BadRequest;

    internal void Run(Action<Steps> step) => Failing(() =>
    {
        step(_steps);
        return true;
    });

    private static T Failing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception)
        {
            StepsFailure failure = StepsFailure.Of(exception);
            ExitCode = failure.ExitCode;
            throw failure;
        }
    }
}
