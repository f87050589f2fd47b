using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FashionRef.Build.Files;

/// <summary>
/// The SHA-256 of code: of its sources and of the versions of its packages. Equal sources give equal hashes on every system, in any
/// folder and with any line ends.
/// </summary>
internal static class SourceHash
{
    /// <summary>The hash, 64 lower-case hexadecimal digits.</summary>
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="sources">UTF-8 text files below it.</param>
    /// <param name="lockFile">NuGet's packages.lock.json.</param>
    /// <exception cref="BuildTaskException">There are no sources, or the lock file names no package.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string Of(string root, IEnumerable<string> sources, string lockFile)
    {
        (string Name, string Path)[] files =
        [
            .. sources.Select(path => (Path.GetRelativePath(root, path).Replace('\\', '/'), path)).OrderBy(file => file.Item1, StringComparer.Ordinal),
        ];
        string[] packages = [.. Packages(lockFile)];
        if (files.Length == 0 || packages.Length == 0)
        {
            throw new BuildTaskException(ErrorCode.NothingToHash, $"{files.Length} sources and {packages.Length} packages of '{lockFile}' were found, but at least one of each is needed. Restore again.");
        }

        StringBuilder text = new();
        foreach ((string name, string path) in files)
        {
            text.Append(name).Append('\0').Append(File.ReadAllText(path).ReplaceLineEndings("\n")).Append('\0');
        }

        text.AppendJoin('\n', packages);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Packages for one system only have the same versions and are left out, so that all systems have the same hash.
    private static IEnumerable<string> Packages(string lockFile)
    {
        using JsonDocument content = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        return
        [
            .. content.RootElement.GetProperty("dependencies").EnumerateObject()
                .Where(framework => !framework.Name.Contains('/', StringComparison.Ordinal))
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.TryGetProperty("resolved", out _))
                .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
