namespace FashionRef.Data.Sources;

/// <summary>
/// The system's own program folders, which only an administrator may write to. Nothing else is searched: .NET would look for a bare
/// name in the working folder first, and PATH may name that, too.
/// </summary>
internal static class SystemProgram
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    /// <summary>The PATH of a started program, so that what it starts comes from there as well.</summary>
    public static string SearchPath => string.Join(Path.PathSeparator, Folders);

    /// <summary>The whole path of a program, or null when the system has none of this name.</summary>
    /// <param name="name">A bare name, for example <c>apt-get</c>, or a whole path, which is left as it is.</param>
    public static string? Find(string name) =>
        Path.IsPathFullyQualified(name) ? name
        : Path.GetFileName(name) != name ? null
        : Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(file => Path.IsPathFullyQualified(file) && File.Exists(file));
}
