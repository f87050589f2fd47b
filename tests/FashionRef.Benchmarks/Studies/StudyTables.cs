using FashionRef.Cli;
using FashionRef.Engines;
using static System.FormattableString;

namespace FashionRef.Benchmarks.Studies;

/// <summary>The tables of docs/studies.md: <c>dotnet run -c Release --project tests/FashionRef.Benchmarks -- studies</c>.</summary>
internal static class StudyTables
{
    /// <summary>The word that asks for them.</summary>
    public const string Word = "studies";

    /// <summary>Measures, and writes the tables as Markdown.</summary>
    /// <returns>Whether everything was as it must be.</returns>
    public static bool Write()
    {
        string folder = Directory.CreateTempSubdirectory("study-load-").FullName;
        try
        {
            Console.WriteLine(Invariant($"{Environment.ProcessorCount} processors, .NET {Environment.Version}.\n"));
            bool isGood = Write(["what", "found", "at most"], StudyLoad.Measure(Directory.CreateDirectory(Path.Combine(folder, "load")).FullName));
            return Write(["what goes wrong", "exit code and what is told", ""], new StudyFaults(Directory.CreateDirectory(Path.Combine(folder, "faults")).FullName).Try()) && isGood;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Puts an engine that computes nothing in the place of exact, for the program that this one then is.</summary>
    /// <param name="isOtherVersion">Whether it says that other code is in it.</param>
    public static void Substitute(bool isOtherVersion) =>
        InstalledEngines.Substitute(new InstalledEngine(KnownEngines.Exact, _ => new IdleEngine { Code = new string(isOtherVersion ? '1' : '0', 64) }, () => null));

    private static bool Write(string[] head, IEnumerable<Finding> findings)
    {
        bool isGood = true;
        Console.WriteLine($"| {string.Join(" | ", head)} | |\n| --- | --- | --- | --- |");
        foreach (Finding finding in findings)
        {
            Console.WriteLine($"| {finding.What} | {MarkdownText.Of(finding.Found)} | {finding.Wanted} | {(finding.IsGood ? "" : "**NOT AS IT MUST BE**")} |");
            isGood &= finding.IsGood;
        }

        Console.WriteLine();
        return isGood;
    }
}
