namespace FashionRef.Tests.Support;

/// <summary>A file that a Unix shell executes.</summary>
internal static class ShellScript
{
    public static void Write(string file, string body)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
