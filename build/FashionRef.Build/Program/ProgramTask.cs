using Microsoft.Build.Framework;

namespace FashionRef.Build.Program;

/// <summary>The base of all tasks that run a command of this repository's program.</summary>
public abstract class ProgramTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly ProgramRun _run;

    /// <summary>Makes the task.</summary>
    protected ProgramTask() => _run = new ProgramRun(Log);

    /// <summary>The host of the program; by default the <c>dotnet</c> that runs the build.</summary>
    public string Host
    {
        get => _run.Host;
        set => _run.Host = value;
    }

    /// <summary>The program, FashionRef.Cli.dll.</summary>
    [Required]
    public string Program
    {
        get => _run.Program;
        set => _run.Program = value;
    }

    /// <summary>The folder of all output, relative to <see cref="WorkingDirectory"/> or absolute.</summary>
    [Required]
    public string Artifacts { get; set; } = "";

    /// <summary>The folder that relative paths start from.</summary>
    [Required]
    public string WorkingDirectory
    {
        get => _run.WorkingDirectory;
        set => _run.WorkingDirectory = value;
    }

    /// <summary>The file in which the program reports how it ended: an id that begins with <see cref="ResultId"/>, and its exit code.</summary>
    [Required]
    public string ResultFile
    {
        get => _run.ResultFile;
        set => _run.ResultFile = value;
    }

    /// <summary>By this the starter of the build recognizes its own result.</summary>
    public string ResultId
    {
        get => _run.ResultId;
        set => _run.ResultId = value;
    }

    /// <summary>Whether the starter of the build holds its standard input open: when that ends, the program must stop.</summary>
    public bool EndsWithInput
    {
        get => _run.EndsWithInput;
        set => _run.EndsWithInput = value;
    }

    /// <summary>Whether the program's output goes to MSBuild's log, because MSBuild itself draws on the terminal.</summary>
    public bool Captured
    {
        get => _run.IsCaptured;
        set => _run.IsCaptured = value;
    }

    private protected ProgramRun ProgramRun => _run;

    /// <inheritdoc/>
    public void Cancel() => _run.Cancel();

    private protected bool Run(string command, params IEnumerable<string> options) =>
        _run.Execute(Arguments(command, options)) is not null;

    private protected string[] Arguments(string command, params IEnumerable<string> options) => [command, .. options, "--artifacts", Artifacts];
}
