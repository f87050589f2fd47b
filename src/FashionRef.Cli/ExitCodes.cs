namespace FashionRef.Cli;

/// <summary>Maps the library's kinds of failure to exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>The exit code for a failure of a kind.</summary>
    public static ExitCode Of(FaultKind kind) => kind switch
    {
        FaultKind.CheckFailed => ExitCode.CheckFailed,
        FaultKind.BadRequest => ExitCode.BadRequest,
        FaultKind.Interrupted => ExitCode.Interrupted,
        _ => ExitCode.MachineCannot,
    };

    /// <summary>The kind of failure behind an exit code; null where there is none.</summary>
    public static FaultKind? KindOf(ExitCode exitCode) => exitCode switch
    {
        ExitCode.CheckFailed => FaultKind.CheckFailed,
        ExitCode.BadRequest => FaultKind.BadRequest,
        ExitCode.Interrupted => FaultKind.Interrupted,
        ExitCode.MachineCannot => FaultKind.MachineCannot,
        _ => null,
    };
}
