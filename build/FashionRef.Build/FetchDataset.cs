using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Fetches and verifies Fashion-MNIST, by the program's own <c>fetch</c>.</summary>
public sealed class FetchDataset : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly ProgramRun _run;

    /// <summary>Makes the task.</summary>
    public FetchDataset() => _run = new ProgramRun(Log);

    /// <summary>What runs the program.</summary>
    public string Host { get; set; } = "dotnet";

    /// <summary>The program, FashionRef.dll.</summary>
    [Required]
    public string Program { get; set; } = "";

    /// <summary>The folder of all output, relative to <see cref="WorkingDirectory"/> or absolute.</summary>
    [Required]
    public string Artifacts { get; set; } = "";

    /// <summary>Where relative paths begin.</summary>
    [Required]
    public string WorkingDirectory { get; set; } = "";

    /// <summary>Receives the program's exit code when it fails.</summary>
    [Required]
    public string ExitCodeFile { get; set; } = "";

    /// <summary>A folder with the files, to look in first; or nothing.</summary>
    public string Data { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => _run.Execute(
        Host,
        Program,
        ["fetch", "--artifacts", Artifacts, .. Data.Length > 0 ? ["--data", Data] : Array.Empty<string>()],
        WorkingDirectory,
        ExitCodeFile);

    /// <inheritdoc/>
    public void Cancel() => _run.Cancel();
}
