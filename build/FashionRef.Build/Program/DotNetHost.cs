using System.Runtime.InteropServices;

namespace FashionRef.Build.Program;

/// <summary>The <c>dotnet</c> that runs this process.</summary>
internal static class DotNetHost
{
    /// <summary>Its full path, from the running .NET: a bare name would also be searched for in the working folder.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
