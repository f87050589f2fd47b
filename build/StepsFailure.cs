#nullable enable

/// <summary>Why a step did not do what it was asked to do, with the exit code that tells whose fault it is.</summary>
internal sealed class StepsFailure(int exitCode, string message) : Exception(message)
{
    // As the program has them.
    public const int BadRequest = 2;
    public const int MachineCannot = 3;
    public const int Interrupted = 130;

    public int ExitCode { get; } = exitCode;

    /// <summary>What is behind an exception. Cake wraps what a step throws, and knows nothing of its exit code.</summary>
    public static StepsFailure Of(Exception exception)
    {
        for (Exception? found = exception; found is not null; found = found.InnerException)
        {
            if (found is StepsFailure failure)
            {
                return failure;
            }
        }

        // A full disk, or a fault that nobody has foreseen, is no check that says no.
        return exception.GetBaseException() is System.IO.IOException fault ? OfFile(fault) : new StepsFailure(MachineCannot, exception.GetBaseException().Message);
    }

    public static StepsFailure OfFile(System.IO.IOException fault) =>
        new(MachineCannot, $"Standard output or a file cannot be used: {fault.Message.TrimEnd('.')}. Look whether there is room.");
}
