using System.Runtime.InteropServices;

namespace FashionRef.Cli.Output;

/// <summary>The limit that a shell's <c>ulimit -f</c> sets: exceeding it fails like a full disk and does not end the program.</summary>
internal static class FileSizeLimit
{
    // On Linux and macOS, where .NET takes the system's own numbers.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    /// <summary>Ignores the signal, which would kill the program; the write that caused it still fails.</summary>
    /// <returns>To be kept as long as the program writes; null on Windows, which has no such limit.</returns>
    public static IDisposable? BecomeFault() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true);
}
