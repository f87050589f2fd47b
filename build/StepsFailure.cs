#nullable enable

/// <summary>The failure of a step, with its exit code.</summary>
internal sealed class StepsFailure(int exitCode, string message) : Exception(message)
{
    // The same as the program's.
    public const int BadRequest = 2;
    public const int MachineCannot = 3;
    public const int Interrupted = 130;

    public int ExitCode { get; } = exitCode;

    /// <summary>The failure behind an exception. Cake wraps a step's exception and loses its exit code.</summary>
    public static StepsFailure Of(Exception exception)
    {
        for (Exception? found = exception; found is not null; found = found.InnerException)
        {
            if (found is StepsFailure failure)
            {
                return failure;
            }
        }

        // A full disk or an unexpected failure must not look like a failed check.
        return exception.GetBaseException() is System.IO.IOException fault ? OfFile(fault) : new StepsFailure(MachineCannot, exception.GetBaseException().Message);
    }

    public static StepsFailure OfFile(System.IO.IOException fault) =>
        new(MachineCannot, $"Standard output or a file cannot be used: {fault.Message.TrimEnd('.')}. Check that the disk has free space.");
}
