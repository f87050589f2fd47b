using Microsoft.Win32.SafeHandles;

namespace FashionRef.Files;

/// <summary>The program's standard output and standard error, whose failures never end the program.</summary>
public static class StandardStreams
{
    // From Linux' fcntl.h.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>Standard output, for bytes.</summary>
    public static EnduringStream Output { get; } = new(Open(1, Console.OpenStandardOutput));

    /// <summary>Standard error, for bytes.</summary>
    public static EnduringStream Error { get; } = new(Open(2, Console.OpenStandardError));

    /// <summary>Whether the program was started with a standard input: a closed one's number is taken by a pipe of the runtime.</summary>
    public static bool HasInput => !OperatingSystem.IsLinux() || (Flags(0) is { } flags && (flags & CloseOnExec) == 0);

    /// <summary>Which of the two goes to a file; null if neither does.</summary>
    /// <param name="file">The file.</param>
    public static EnduringStream? GoingTo(FileFacts file) =>
        FileFacts.Of("/proc/self/fd/1") == file ? Output
        : FileFacts.Of("/proc/self/fd/2") == file ? Error
        : null;

    private static Stream? Open(int descriptor, Func<Stream> console)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo"))
        {
            return console();
        }

        // An inherited descriptor cannot have the close-on-exec flag: one that has it is the runtime's own, which took the number
        // because the descriptor was closed. Bytes must not be written there.
        if (Flags(descriptor) is not { } flags || (flags & CloseOnExec) != 0)
        {
            return null;
        }

        // .NET's console does not report a pipe whose other end is closed, so pipes are opened here. Files, whose position is shared with
        // other programs, and non-blocking pipes, which must be waited for, are left to it.
        string? target = new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        return (flags & NonBlocking) == 0 && target?.StartsWith("pipe:", StringComparison.Ordinal) == true
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)
            : console();
    }

    private static int? Flags(int descriptor)
    {
        try
        {
            string? line = File.ReadLines($"/proc/self/fdinfo/{descriptor}").FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return line is null ? null : Convert.ToInt32(line["flags:".Length..].Trim(), fromBase: 8);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
