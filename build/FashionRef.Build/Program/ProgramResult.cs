using System.Security.Cryptography;

namespace FashionRef.Build.Program;

/// <summary>
/// The file in which the program says how it ended: an id that was made for this one run, the exit code, and the files that it made, each
/// on a line. An exit code alone is no proof: whatever ends a process gives it one.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="buildId">What the id begins with: whoever started the build knows by it whose word it reads.</param>
internal sealed class ProgramResult(string path, string buildId)
{
    private readonly string _id = $"{buildId}/{RandomNumberGenerator.GetHexString(32)}";

    /// <summary>The program's options for it.</summary>
    public string[] Options => [$"--result-file={path}", $"--result-id={_id}"];

    /// <summary>Takes away what an earlier run left.</summary>
    public void Clear()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether the program says that it ended with this exit code.</summary>
    public bool Says(int exitCode) => File.Exists(path) && File.ReadAllLines(path) is [var id, var code, ..] && id == _id && code == $"{exitCode}";

    /// <summary>The files that the program says it made.</summary>
    public string[] Made => [.. File.ReadAllLines(path).Skip(2)];
}
