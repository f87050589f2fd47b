using System.Reflection;

namespace VerifyTests;

/// <summary>Where the tests' sources are.</summary>
internal static class TestProject
{
    /// <summary>The folder of the project that made the assembly, as Verify too has it written into the assembly.</summary>
    public static string Folder(Assembly assembly) => Path.GetFullPath(assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "Verify.ProjectDirectory").Value!);

    /// <summary>The nearest folder above with a solution.</summary>
    public static string SolutionFolder(Assembly assembly)
    {
        DirectoryInfo? folder = new(Folder(assembly));
        while (folder is not null && !folder.EnumerateFiles("*.sln").Any())
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new VerifyException($"No folder above '{Folder(assembly)}' has a solution.");
    }
}
