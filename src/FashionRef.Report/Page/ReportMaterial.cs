using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Page;

/// <summary>What a page is made of.</summary>
/// <param name="Runs">At least one; in the order of the page.</param>
/// <param name="Data">What they learned from and were judged by.</param>
/// <param name="ExpectationsFolder">The folder of expectations, baselines and runs over seeds; what is not there is left out.</param>
/// <param name="ComparesRuns">Whether the runs, two of one model, are compared image by image (<see cref="RunComparison"/>).</param>
public sealed record ReportMaterial(IReadOnlyList<ReportedRun> Runs, Dataset Data, string ExpectationsFolder, bool ComparesRuns = false)
{
    private const int MostBytes = 1 << 24;

    /// <summary>
    /// The SHA-256 of all that decides the page: the runs' records and predictions, what they are held against, the data, and the code.
    /// The same hash means the same page.
    /// </summary>
    /// <exception cref="FashionRefException">A file cannot be read (bad request).</exception>
    public string Sha256()
    {
        StringBuilder text = new();
        text.Append(RunEnvironment.CurrentVersion).Append(' ').Append(EngineCode.OfLibrary).Append(' ').Append(SourceHash.Sha256).Append(ComparesRuns ? " compared" : "").Append('\n');
        foreach ((string name, string hash) in Data.Sha256)
        {
            text.Append(name).Append(' ').Append(hash).Append('\n');
        }

        foreach (ReportedRun run in Runs)
        {
            // The weights are the record's, which has their hash.
            text.Append(run.Folder.Record).Append('\n').Append(run.Record.ToJson());
            Predictions said = run.Predictions;
            text.Append(Hash(said.Labels.Span)).Append(Hash(MemoryMarshal.AsBytes(said.Predicted.Span))).Append(Hash(MemoryMarshal.AsBytes(said.Probabilities.Span))).Append('\n');
        }

        // What is no file is none of them, and would be waited at.
        IEnumerable<string> reference = Directory.Exists(ExpectationsFolder)
            ? Directory.GetFiles(ExpectationsFolder, "*.json").Where(file => FileFacts.Of(file) is null or { IsRegular: true }).Order(StringComparer.Ordinal)
            : [];
        foreach (string file in reference)
        {
            text.Append(Path.GetFileName(file)).Append(' ').Append(Hash(InputFile.ReadAllBytes(file, "file", MostBytes, "Look whether it is still there."))).Append('\n');
        }

        return Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
