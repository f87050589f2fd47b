using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FashionRef.Files;

/// <summary>The process that a lock or a temporary file belongs to, so that others can tell whether it is gone.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Process">The process' number there.</param>
/// <param name="Start">Distinguishes it from another process with the same number: eight hexadecimal digits of a hash.</param>
internal sealed record FileOwner(string Host, int Process, string Start)
{
    private const int Digits = 8;

    /// <summary>This process.</summary>
    public static FileOwner Current { get; } = new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId)!);

    /// <summary>The owner as part of a file's name, for example <c>1f8a30c2-4711-9be07c55</c>, whatever the machine's name.</summary>
    public string Tag => string.Create(CultureInfo.InvariantCulture, $"{Digest(Host)}-{Process}-{Start}");

    /// <summary>Whether it ran on this machine and has ended. Processes on other machines cannot be checked.</summary>
    public bool IsGone => Host == Environment.MachineName && IsGoneHere(Process, Start);

    /// <summary>Whether the owner in a file's name ran on this machine and has ended.</summary>
    /// <param name="tag">As <see cref="Tag"/> gives it.</param>
    public static bool IsTagOfGone(string tag) =>
        tag.Split('-') is [var host, var process, var start]
        && host == Digest(Environment.MachineName)
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && IsGoneHere(id, start);

    /// <summary>Three lines: machine, number, start.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Host}\n{Process}\n{Start}\n");

    /// <summary>Reads what <see cref="ToText"/> writes.</summary>
    /// <returns>Null for anything else.</returns>
    public static FileOwner? Parse(string text) =>
        text.Split('\n') is [{ Length: > 0 } host, var process, { Length: Digits } start, ""]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? new FileOwner(host, id, start)
            : null;

    private static bool IsGoneHere(int process, string start) => StartOf(process) != start;

    /// <summary>The <see cref="Start"/> of a process of this machine; null if there is no such process.</summary>
    /// <param name="process">Its number.</param>
    internal static string? StartOf(int process) => OperatingSystem.IsLinux() ? StartOnLinux(process) : StartElsewhere(process);

    // Ticks since boot, and the boot's id: unlike a time they stay the same when the clock is set.
    private static string? StartOnLinux(int process)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : Digest(File.ReadAllText("/proc/sys/kernel/random/boot_id") + fields[19]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? StartElsewhere(int process)
    {
        try
        {
            using System.Diagnostics.Process found = System.Diagnostics.Process.GetProcessById(process);
            return Digest(found.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
}
