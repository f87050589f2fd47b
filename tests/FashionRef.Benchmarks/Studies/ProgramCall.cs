using System.Diagnostics;

namespace FashionRef.Benchmarks.Studies;

/// <summary>How a call of the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakBytes">The most memory that it had in RAM, seen every few milliseconds.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProgramCall(int ExitCode, double Seconds, long PeakBytes, string Output, string Error)
{
    /// <summary>How often what runs beside it is called.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Calls the program; the engine in it computes nothing (<see cref="IdleEngine"/>).</summary>
    /// <param name="whileItRuns">Is called every few milliseconds while it runs; null for nothing.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramCall Of(Action<Process>? whileItRuns, params IEnumerable<string> arguments) =>
        Of(new ProcessStartInfo(Environment.ProcessPath!, arguments) { Environment = { [IdleEngine.Variable] = "0" } }, whileItRuns);

    /// <summary>Calls any program.</summary>
    /// <param name="start">The program.</param>
    /// <param name="whileItRuns">Is called every few milliseconds while it runs; null for nothing.</param>
    public static ProgramCall Of(ProcessStartInfo start, Action<Process>? whileItRuns)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(Look))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
            whileItRuns?.Invoke(process);
        }

        return new ProgramCall(process.ExitCode, Stopwatch.GetElapsedTime(begun).TotalSeconds, peak, output.Result, error.Result);
    }
}
