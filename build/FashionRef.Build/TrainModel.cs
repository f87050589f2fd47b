using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Trains and evaluates one model, by the program's own <c>train</c>.</summary>
public sealed class TrainModel : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly ProgramRun _run;

    /// <summary>Makes the task.</summary>
    public TrainModel() => _run = new ProgramRun(Log);

    /// <summary>What runs the program.</summary>
    public string Host { get; set; } = "dotnet";

    /// <summary>The program, FashionRef.dll.</summary>
    [Required]
    public string Program { get; set; } = "";

    /// <summary>The model's number.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Further options of <c>train</c>, one an item.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The folder of all output, relative to <see cref="WorkingDirectory"/> or absolute.</summary>
    [Required]
    public string Artifacts { get; set; } = "";

    /// <summary>Where relative paths begin.</summary>
    [Required]
    public string WorkingDirectory { get; set; } = "";

    /// <summary>Receives the program's exit code when it fails.</summary>
    [Required]
    public string ExitCodeFile { get; set; } = "";

    /// <summary>The model's number again, for those who must know whether this task ran.</summary>
    [Output]
    public string Trained { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        Trained = Model;
        return _run.Execute(
            Host, Program, ["train", "--model", Model, .. Options, "--artifacts", Artifacts], WorkingDirectory, ExitCodeFile);
    }

    /// <inheritdoc/>
    public void Cancel() => _run.Cancel();
}
