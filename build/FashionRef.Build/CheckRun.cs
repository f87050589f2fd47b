using FashionRef.Build.Program;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Judges trained runs, by the program's own <c>gate</c>: each failed check becomes an error of the build.</summary>
public sealed class CheckRun : ProgramTask
{
    /// <summary>The options of <c>gate</c>, one per item, without <c>--json</c>.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The JSON file that receives the verdict, relative to <see cref="ProgramTask.WorkingDirectory"/> or absolute.</summary>
    [Required]
    public string Verdict { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            // Delete an earlier verdict, which must not count for this gate. Other files are not deleted.
            string file = Path.Combine(WorkingDirectory, Verdict);
            if (GateVerdict.IsIn(file))
            {
                File.Delete(file);
            }

            if (ProgramRun.Run(Arguments("gate", [.. Options, $"--json={Verdict}"])) is { } end)
            {
                Report(end, file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ProgramRun.LogError(ErrorCode.FileAccess, $"{exception.Message} The file for the gate's verdict is '{Verdict}'; --json names another.");
        }

        return !Log.HasLoggedErrors;
    }

    private void Report(ProgramOutcome end, string file)
    {
        if (end is not { IsItsOwnWord: true, ExitCode: 0 or 1 })
        {
            ProgramRun.LogFailure(end);
            return;
        }

        try
        {
            GateVerdict verdict = GateVerdict.Read(file);
            foreach (GateVerdictCheck check in verdict.Failures)
            {
                Log.LogError(null, OutsideText.Line(check.Code), null, check.Place, 0, 0, 0, 0, "{0}", OutsideText.Line(check.Message));
            }

            verdict.RequireExitCode(end.ExitCode);
            if (end.Message.Length > 0)
            {
                ProgramRun.LogFailure(end);
            }
            else if (!verdict.Passed && verdict.Failures.Length == 0)
            {
                ProgramRun.LogError(ErrorCode.CheckFailed, verdict.Verdict);
            }
        }
        catch (BuildTaskException exception)
        {
            if (end.Message.Length > 0)
            {
                ProgramRun.LogFailure(end);
            }

            ProgramRun.LogError(exception.Code, exception.Message);
        }
    }
}
