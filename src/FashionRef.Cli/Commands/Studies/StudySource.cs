using FashionRef.Data;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>A study's file, with the data sets that its runs take.</summary>
/// <param name="file">The study's file, whose folder the data folders are relative to.</param>
/// <param name="study">What is in it.</param>
/// <param name="fashionMnist">The folder of Fashion-MNIST's files; null where it is not known yet.</param>
internal sealed class StudySource(string file, Study study, string? fashionMnist)
{
    private const string NoFolder = "";
    private readonly Dictionary<string, Dataset> _loaded = [];
    private StudyPlan? _plan;

    /// <summary>The study's runs.</summary>
    /// <exception cref="FashionRefException">A data folder cannot be read (bad request).</exception>
    public StudyPlan Plan => _plan ??= StudyPlan.Of(study, folder => StudyData.Of(Load(folder)));

    /// <summary>Reads a study's file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fashionMnist">The folder of Fashion-MNIST's files; null where it is not known yet.</param>
    /// <exception cref="FashionRefException">It cannot be used (bad request).</exception>
    public static StudySource Read(string file, string? fashionMnist = null) => new(file, StudyFile.Read(file), fashionMnist);

    /// <summary>A run's data set; the last ones stay in memory.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is another one than when the plan was made (bad request).</exception>
    public Dataset DataOf(PlannedRun run)
    {
        string folder = Plan.FolderOf(run) ?? NoFolder;
        Dataset data = Load(folder);
        return StudyData.Of(data).HasSameContentAs(run.Data)
            ? data
            : throw new FashionRefException(FaultKind.BadRequest, $"The data in '{folder}' are others than when the study was planned. Put the old ones back, or give the study another name.");
    }

    private Dataset Load(string folder)
    {
        if (!_loaded.TryGetValue(folder, out Dataset? data))
        {
            data = folder == NoFolder
                ? DatasetLoader.Load(fashionMnist!)
                : DatasetLoader.LoadOther(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, folder));
            _loaded.Add(folder, data);
        }

        return data;
    }
}
