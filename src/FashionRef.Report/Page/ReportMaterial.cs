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
/// <param name="Data">The training and test images.</param>
/// <param name="ExpectationsFolder">The folder of expectations, baselines and runs over seeds; missing ones are left out.</param>
/// <param name="Comparison">The runs' comparison, image by image, where they are two of one model that are compared.</param>
public sealed record ReportMaterial(IReadOnlyList<ReportedRun> Runs, Dataset Data, string ExpectationsFolder, RunComparison? Comparison = null)
{
    private const int MostBytes = 1 << 24;

    /// <summary>
    /// The SHA-256 of all that the page depends on: the runs' records and predictions, the expectations and baselines, the data, and the code.
    /// The same hash means the same page.
    /// </summary>
    /// <exception cref="FashionRefException">A file cannot be read (bad request).</exception>
    public string Sha256()
    {
        StringBuilder text = new();
        text.Append(RunEnvironment.CurrentVersion).Append(' ').Append(EngineCode.OfLibrary).Append(' ').Append(SourceHash.Sha256).Append(Comparison is null ? "" : " compared").Append('\n');
        foreach ((string name, string hash) in Data.Sha256)
        {
            text.Append(name).Append(' ').Append(hash).Append('\n');
        }

        foreach (ReportedRun run in Runs)
        {
            // The record has the weights' hash.
            text.Append(run.Folder.Record).Append('\n').Append(run.Record.ToJson());
            Predictions said = run.Predictions;
            text.Append(Hash(said.Labels.Span)).Append(Hash(MemoryMarshal.AsBytes(said.Predicted.Span))).Append(Hash(MemoryMarshal.AsBytes(said.Probabilities.Span))).Append('\n');
        }

        // Only regular files: do not wait at a pipe.
        IEnumerable<string> reference = Directory.Exists(ExpectationsFolder)
            ? Directory.GetFiles(ExpectationsFolder, "*.json").Where(file => FileFacts.Of(file) is null or { IsRegular: true }).Order(StringComparer.Ordinal)
            : [];
        foreach (string file in reference)
        {
            text.Append(Path.GetFileName(file)).Append(' ').Append(Hash(InputFile.ReadAllBytes(file, "file", MostBytes, "Check that it still exists."))).Append('\n');
        }

        return Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
