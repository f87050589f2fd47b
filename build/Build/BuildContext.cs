using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>What the tasks share: the steps of the build, for the request that the command line is.</summary>
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

    /// <summary>How the program ends when the host has failed: until there is a context, by a command line that cannot be read.</summary>
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
