using System.Collections.Concurrent;

namespace VerifyTests;

/// <summary>The snapshots that this run has asked for.</summary>
internal static class AskedSnapshots
{
    // Some file systems do not tell upper from lower case.
    private static readonly ConcurrentDictionary<string, string> TestsByPrefix = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, bool> Files = new(StringComparer.Ordinal);

    /// <summary>The snapshots' full paths.</summary>
    public static IReadOnlySet<string> Verified => Files.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Notes a snapshot.</summary>
    /// <exception cref="VerifyException">Another test, or this one before, has asked for one of that name.</exception>
    public static void Add(SnapshotFiles files, string test)
    {
        if (!TestsByPrefix.TryAdd(files.Prefix, test))
        {
            throw new VerifyException(
                $"Two snapshots are named '{files.Prefix}': one of {TestsByPrefix[files.Prefix]}, one of {test}. "
                + "Tell them apart by UseMethodName, UseParameters, UseTextForParameters or UseDirectory.");
        }

        Files.TryAdd(files.Verified, true);
    }
}
