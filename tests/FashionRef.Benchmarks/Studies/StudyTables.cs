using static System.FormattableString;

namespace FashionRef.Benchmarks.Studies;

/// <summary>
/// The tables of docs/studies.md: <c>dotnet run -c Release --project tests/FashionRef.Benchmarks -- studies artifacts/data</c>. Without
/// the folder of Fashion-MNIST's files the real runs, which take ten minutes, are left out.
/// </summary>
internal static class StudyTables
{
    /// <summary>The word that asks for them.</summary>
    public const string Word = "studies";

    /// <summary>Measures, and writes the tables as Markdown.</summary>
    /// <param name="data">The folder of Fashion-MNIST's files; null to leave the real runs out.</param>
    /// <returns>Whether everything was as it must be.</returns>
    public static bool Write(string? data)
    {
        string folder = Directory.CreateTempSubdirectory("study-load-").FullName;
        try
        {
            Console.WriteLine(Invariant($"{Environment.ProcessorCount} processors, .NET {Environment.Version}.\n"));
            bool isGood = Write(["what", "found", "at most"], StudyLoad.Measure(Directory.CreateDirectory(Path.Combine(folder, "load")).FullName));
            isGood &= data is null || Write(["what", "found", "wanted"], StudySpeed.Measure(Directory.CreateDirectory(Path.Combine(folder, "speed")).FullName, Path.GetFullPath(data)));
            return Write(["what goes wrong", "exit code and what is told", ""], new StudyFaults(Directory.CreateDirectory(Path.Combine(folder, "faults")).FullName).Try()) && isGood;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

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
