using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FashionRef.Benchmarks.Studies;
using FashionRef.Cli;

namespace FashionRef.Benchmarks;

/// <summary>
/// Measures studies, where the word is <c>studies</c>. Else measures all kernels, or those whose names contain one of the words that are given:
/// <c>dotnet run -c Release --project tests/FashionRef.Benchmarks -- dense Adam</c>.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] words)
    {
        try
        {
            // The processes that the measurement of studies starts, and their workers.
            if (words is ["study", ..])
            {
                IdleEngine.SubstituteIfAsked();
                return await Cli.Program.Main(words).ConfigureAwait(false);
            }

            if (words is [StudyTables.Word, ..])
            {
                return (int)(StudyTables.Write(words.Length > 1 ? words[1] : null) ? ExitCode.Done : ExitCode.CheckFailed);
            }

            KernelBenchmarks.Words = words;
            if (!KernelBenchmarks.Cases.Any())
            {
                throw new FashionRefException(
                    FaultKind.BadRequest,
                    $"No kernel's name contains '{string.Join("' or '", words)}'. The kernels are {string.Join(", ", KernelBenchmarks.Names)}.");
            }

            return (int)Tell(BenchmarkRunner.Run<KernelBenchmarks>(new KernelConfig()));
        }
        catch (FashionRefException failure)
        {
            return (int)Fail(ExitCodes.Of(failure.Kind), failure.Message);
        }
    }

    private static ExitCode Tell(Summary summary)
    {
        if (summary.HasCriticalValidationErrors)
        {
            string faults = string.Join(' ', summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message.ReplaceLineEndings(" ")));
            return Fail(ExitCode.BadRequest, $"Nothing was measured: {faults} Run it with -c Release.");
        }

        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        return summary.Reports.All(report => report.Success)
            ? ExitCode.Done
            : Fail(ExitCode.CheckFailed, $"Some kernels failed; '{summary.LogFilePath}' says why.");
    }

    private static ExitCode Fail(ExitCode exitCode, string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return exitCode;
    }
}
