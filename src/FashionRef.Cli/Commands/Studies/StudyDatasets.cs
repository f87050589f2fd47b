using FashionRef.Data;
using FashionRef.Studies;
using FashionRef.Studies.Models;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>The data sets that a study's runs take; those that were loaded stay in memory.</summary>
/// <param name="root">The folder that the study's data folders are relative to: that of its file.</param>
/// <param name="fashionMnist">The folder of Fashion-MNIST's files; null where no run takes them.</param>
internal sealed class StudyDatasets(string root, string? fashionMnist)
{
    private const string NoFolder = "";
    private readonly Dictionary<string, Dataset> _loaded = [];

    /// <summary>Expands a study's file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FashionRefException">It, a data folder or a Keras file cannot be used (bad request).</exception>
    public static StudyPlan Plan(string file)
    {
        StudyDatasets data = new(RootOf(file), fashionMnist: null);
        return StudyPlan.Of(StudyFile.Read(file), folder => StudyData.Of(data.Load(folder)), new StudyModels(RootOf(file)).At);
    }

    /// <summary>The folder that the data folders in a study's file are relative to.</summary>
    /// <param name="file">The file.</param>
    public static string RootOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>A run's data set.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="run">One of its runs.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is another one than when the plan was made (bad request).</exception>
    public Dataset Of(StudyPlan plan, PlannedRun run)
    {
        string folder = plan.FolderOf(run) ?? NoFolder;
        Dataset data = Load(folder);
        return StudyData.Of(data).HasSameContentAs(run.Data)
            ? data
            : throw new FashionRefException(FaultKind.BadRequest, $"The data in '{folder}' are others than when the study was planned. Put the old ones back, or give the study another name.");
    }

    private Dataset Load(string folder)
    {
        if (!_loaded.TryGetValue(folder, out Dataset? data))
        {
            data = folder == NoFolder ? DatasetLoader.Load(fashionMnist!) : DatasetLoader.LoadOther(Path.Combine(root, folder));
            _loaded.Add(folder, data);
        }

        return data;
    }
}
