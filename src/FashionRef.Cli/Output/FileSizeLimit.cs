using System.Runtime.InteropServices;

namespace FashionRef.Cli.Output;

/// <summary>The limit that a shell's <c>ulimit -f</c> sets: exceeding it fails like a full disk and does not end the program.</summary>
internal static class FileSizeLimit
{
    // On Linux and macOS, where .NET takes the system's own numbers.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // Never given back: .NET looks at a signal some time after the write that caused it, and without this it would then end the program.
    private static IDisposable? _ignored;

    /// <summary>Ignores the signal, which would kill the program; the write that caused it still fails. Windows has no such limit.</summary>
    public static void BecomeFault() =>
        _ignored ??= OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true);
}
