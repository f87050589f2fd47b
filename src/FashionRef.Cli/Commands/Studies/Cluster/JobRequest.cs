using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>A study that a scheduler is to make, and what each of its shares may use. Paths are those where the shares are made.</summary>
/// <param name="Plan">The study's runs.</param>
/// <param name="File">The study's file.</param>
/// <param name="Artifacts">The folder of all output, which all shares see.</param>
/// <param name="Data">A folder of Fashion-MNIST's files to look in first, or null.</param>
/// <param name="Program">The words that start the program there.</param>
/// <param name="Shares">How many shares there are, from 1 to the number of runs.</param>
/// <param name="Limit">How many are made at once; null for all that there is room for.</param>
/// <param name="MemoryMiB">The memory of a share.</param>
/// <param name="KeepsWeights">Whether trained weights are kept.</param>
internal sealed record JobRequest(
    StudyPlan Plan, string File, string Artifacts, string? Data, IReadOnlyList<string> Program, int Shares, int? Limit, int MemoryMiB, bool KeepsWeights)
{
    /// <summary>The exit codes of a share that another try does not help: a run fails by itself and would again, or the request is wrong.</summary>
    public static IReadOnlyList<int> FinalCodes { get; } = [(int)ExitCode.CheckFailed, (int)ExitCode.BadRequest];

    /// <summary>The study's name: letters, digits, hyphens and dots, so it needs no quotes anywhere.</summary>
    public string Name => Plan.Study.Name;

    /// <summary>The processors of a share, whose runs are made one after another.</summary>
    public int Processors => Plan.Runs.Max(run => run.Settings.Threads);

    /// <summary>Whether any run takes Fashion-MNIST, and not another data set.</summary>
    public bool TakesFashionMnist => Plan.Runs.Any(run => Plan.FolderOf(run) is null);

    /// <summary>The study's folder, with slashes: what it is in a container does not depend on this machine.</summary>
    public string Folder => StudyFolder.Of(Artifacts, Plan.Study).Root.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The words that fetch the data set: compute nodes often have no internet.</summary>
    public IEnumerable<string> Fetch => [.. Program, "fetch", .. Data is null ? [] : new[] { "--data", Data }, "--artifacts", Artifacts];

    /// <summary>The words that make a share, which variables name.</summary>
    public IEnumerable<string> Run => [.. Program, "study", "run", File, "--jobs", "1", "--artifacts", Artifacts, .. KeepsWeights ? new[] { "--keep", "weights" } : []];

    /// <summary>The words that tell whether all runs are done.</summary>
    public IEnumerable<string> Status => [.. Program, "study", "status", Folder];

    /// <summary>The words that tell what the study found, and write it.</summary>
    /// <param name="place">What stands before the names of the written files: nothing, or a folder's path and a slash.</param>
    public IEnumerable<string> Report(string place) => [.. Program, "study", "report", Folder, "--csv", $"{place}runs.csv", "--markdown", $"{place}report.md", "--page", $"{place}report.html"];
}
