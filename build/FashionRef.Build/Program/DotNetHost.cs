using System.Runtime.InteropServices;

namespace FashionRef.Build.Program;

/// <summary>The <c>dotnet</c> that runs this process.</summary>
internal static class DotNetHost
{
    /// <summary>Its whole path, told by the running .NET itself: by its bare name the working folder would be searched, too.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
