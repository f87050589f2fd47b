using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>What all tasks have in common that run a command of this repository's program.</summary>
public abstract class ProgramTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly ProgramRun _run;

    /// <summary>Makes the task.</summary>
    protected ProgramTask() => _run = new ProgramRun(Log);

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

    /// <summary>Whether what the program prints goes to MSBuild's log, because MSBuild itself draws on the terminal.</summary>
    public bool Captured
    {
        get => _run.IsCaptured;
        set => _run.IsCaptured = value;
    }

    private protected ProgramRun ProgramRun => _run;

    /// <inheritdoc/>
    public void Cancel() => _run.Cancel();

    private protected bool Run(string command, params IEnumerable<string> options) =>
        _run.Execute(Host, Program, Arguments(command, options), WorkingDirectory, ExitCodeFile);

    private protected string[] Arguments(string command, params IEnumerable<string> options) => [command, .. options, "--artifacts", Artifacts];
}
