using DiffEngine;

namespace VerifyTests;

/// <summary>Opens the diff tool of a developer's machine.</summary>
internal static class DiffTool
{
    public static Task ShowAsync(SnapshotFiles files) => IsWanted(Environment.GetEnvironmentVariable, OperatingSystem.IsLinux())
        ? DiffRunner.LaunchForTextAsync(files.Received, files.Verified, Snapshot.Encoding)
        : Task.CompletedTask;

    /// <summary>
    /// Whether somebody may be there to look. DiffEngine itself knows the variable <c>DiffEngine_Disabled</c> and the build servers
    /// that have a name; it knows neither the variable CI nor a Linux machine without a screen. A container counts as a build server.
    /// </summary>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="isLinux">Whether a variable tells that there is a screen.</param>
    internal static bool IsWanted(Func<string, string?> variable, bool isLinux)
    {
        bool hasScreen = !isLinux || IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY");
        return hasScreen && !IsSet("CI") && !IsSet("DOTNET_RUNNING_IN_CONTAINER");

        bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));
    }
}
