using Microsoft.Win32.SafeHandles;

namespace FashionRef.Files;

/// <summary>The program's standard output and standard error: what fails there ends nothing, and what must not go there does not.</summary>
public static class StandardStreams
{
    // From Linux' fcntl.h.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>Standard output, bytes as they are.</summary>
    public static EnduringStream Output { get; } = new(Open(1, Console.OpenStandardOutput));

    /// <summary>Standard error, bytes as they are.</summary>
    public static EnduringStream Error { get; } = new(Open(2, Console.OpenStandardError));

    /// <summary>Whether the program was started with a standard input: with a closed one its name leads to a pipe of the runtime's own.</summary>
    public static bool HasInput => !OperatingSystem.IsLinux() || (Flags(0) is { } flags && (flags & CloseOnExec) == 0);

    /// <summary>The one of the two that goes to a file; null when neither does.</summary>
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

        // What the program was started with can be no file that is closed when a program is started: such a one is the runtime's own,
        // which took the number because the descriptor was closed, and bytes written there would go who knows where.
        if (Flags(descriptor) is not { } flags || (flags & CloseOnExec) != 0)
        {
            return null;
        }

        // .NET's console says nothing when the other end of a pipe is closed. A file's position is shared with other programs, and a
        // pipe that does not block must be waited for: both are left to it.
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
