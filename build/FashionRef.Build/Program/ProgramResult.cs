using System.Security.Cryptography;

namespace FashionRef.Build.Program;

/// <summary>
/// The file in which the program reports how it ended: an id made for this one run, the exit code, and the files that it made, one per
/// line. An exit code alone proves nothing: a killed process has one too.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="buildId">The beginning of the id, by which the starter of the build recognizes its own result.</param>
internal sealed class ProgramResult(string path, string buildId)
{
    private readonly string _id = $"{buildId}/{RandomNumberGenerator.GetHexString(32)}";

    /// <summary>The program's options for it.</summary>
    public string[] Options => [$"--result-file={path}", $"--result-id={_id}"];

    /// <summary>Deletes an earlier run's result.</summary>
    public void Clear()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether the program reports this exit code.</summary>
    public bool Says(int exitCode) => File.Exists(path) && File.ReadAllLines(path) is [var id, var code, ..] && id == _id && code == $"{exitCode}";

    /// <summary>The files that the program reports as made.</summary>
    public string[] Made => [.. File.ReadAllLines(path).Skip(2)];
}
