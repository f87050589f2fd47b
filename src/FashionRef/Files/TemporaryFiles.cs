using System.Text.RegularExpressions;

namespace FashionRef.Files;

/// <summary>
/// Temporary files that become whole files by a rename. Their names have the owner, so that a killed process' files can be removed.
/// </summary>
internal static partial class TemporaryFiles
{
    /// <summary>A new name beside a file, hidden on systems where hidden files begin with a dot.</summary>
    /// <param name="path">The file that it will become.</param>
    public static string Beside(string path) => Path.Combine(
        Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{FileOwner.Current.Tag}.{Path.GetRandomFileName()}.tmp");

    /// <summary>Removes those of processes that have ended on this machine; all other files stay.</summary>
    /// <param name="folder">Need not be there.</param>
    /// <exception cref="IOException">One cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">One cannot be removed.</exception>
    public static void RemoveLeft(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.GetFiles(folder, ".*.tmp"))
        {
            Match name = Name().Match(Path.GetFileName(file));
            if (name.Success && FileOwner.IsTagOfGone(name.Groups["owner"].Value))
            {
                File.Delete(file);
            }
        }
    }

    [GeneratedRegex(@"^\..+\.(?<owner>[0-9a-f]{8}-[0-9]+-[0-9a-f]{8})\.[a-z0-9]{8}\.[a-z0-9]{3}\.tmp$")]
    private static partial Regex Name();
}
