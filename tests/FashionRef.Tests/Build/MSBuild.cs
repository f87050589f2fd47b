namespace FashionRef.Tests.Build;

/// <summary>A real MSBuild, in a process of its own.</summary>
internal static class MSBuild
{
    public static Task<(int ExitCode, string Output)> RunAsync(string project, params IEnumerable<string> arguments) => DotNet.RunAsync(
        Path.GetDirectoryName(project)!, ["msbuild", project, "-nologo", "-nodeReuse:false", "-terminalLogger:off", .. arguments]);
}
