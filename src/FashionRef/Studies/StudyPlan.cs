using System.Security.Cryptography;
using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Formats.Json;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Studies;

/// <summary>The runs of a study, in an order that is the same on every machine: all experiments of the first seed, then of the next.</summary>
public sealed class StudyPlan
{
    /// <summary>More runs than anybody makes; each needs some memory.</summary>
    public const int MostRuns = 100_000;

    private StudyPlan(Study study, IReadOnlyList<int> seeds, IReadOnlyList<PlannedRun> runs, IReadOnlyDictionary<string, StudyData> data)
    {
        Study = study;
        Data = data;
        Seeds = seeds;
        Runs = runs;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Canonical(runs)));
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>The data sets in the folders that it names; Fashion-MNIST has no folder.</summary>
    public IReadOnlyDictionary<string, StudyData> Data { get; }

    /// <summary>Its seeds, in order.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>Its runs; each one's number is its place.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>
    /// The SHA-256 of the runs as canonical JSON (docs/studies.md): other words, comments or comparisons in the study's file leave it as
    /// it is.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>The comparisons of the study.</summary>
    public IReadOnlyList<StudyComparison> Comparisons => Study.Comparisons ?? [];

    /// <summary>Expands a study that <see cref="StudyFile"/> has read.</summary>
    /// <param name="study">The study.</param>
    /// <param name="dataIn">The data set in a folder of the study; not called for Fashion-MNIST.</param>
    /// <exception cref="FashionRefException">A data folder cannot be read (bad request).</exception>
    public static StudyPlan Of(Study study, Func<string, StudyData> dataIn)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(dataIn);
        IReadOnlyList<int> seeds = SeedList.Parse(study.Seeds)!;
        Dictionary<string, StudyData> known = [];
        PlannedRun[] runs =
        [
            .. from seed in seeds
               from experiment in study.Experiments
               select new PlannedRun(0, experiment.Name, Settings(study, experiment, seed), DataOf(experiment)),
        ];
        return new StudyPlan(study, seeds, [.. runs.Select((run, number) => run with { Number = number })], known);

        StudyData DataOf(StudyExperiment experiment)
        {
            if (DataFolder(study, experiment) is not { } folder)
            {
                return StudyData.FashionMnist;
            }

            return known.TryGetValue(folder, out StudyData? data) ? data : known[folder] = dataIn(folder);
        }
    }

    /// <summary>The folder of a run's data set, as the study names it; null for Fashion-MNIST.</summary>
    /// <param name="run">The run.</param>
    public string? FolderOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return DataFolder(Study, Study.Experiments[run.Number % Study.Experiments.Count]);
    }

    /// <summary>The folder of an experiment's data set; null for Fashion-MNIST.</summary>
    internal static string? DataFolder(Study study, StudyExperiment experiment) => experiment.Settings?.Data ?? study.Base?.Data;

    /// <summary>The settings of a run: the experiment's, else the base's, else the notebook's.</summary>
    internal static RunSettings Settings(Study study, StudyExperiment experiment, int seed)
    {
        StudySettings own = experiment.Settings ?? new StudySettings();
        StudySettings all = study.Base ?? new StudySettings();
        return new RunSettings(
            own.Model ?? all.Model ?? 1,
            own.Engine ?? all.Engine ?? KnownEngines.Exact,
            seed,
            own.Epochs ?? all.Epochs ?? Notebook.Epochs,
            own.BatchSize ?? all.BatchSize ?? Notebook.BatchSize,
            own.LearningRate ?? all.LearningRate ?? Notebook.LearningRate,
            own.Threads ?? all.Threads ?? 1,
            own.Loss ?? all.Loss ?? CrossEntropy.OfLogits,
            own.Shuffle ?? all.Shuffle ?? Shuffle.Anew,
            own.Jitter ?? all.Jitter);
    }

    // Members in the order of their names, without spaces: what RFC 8785 asks of names and values such as these. Threads are left out where
    // they change no bit.
    private static byte[] Canonical(IReadOnlyList<PlannedRun> runs)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartArray();
            foreach (PlannedRun run in runs)
            {
                json.WriteStartObject();
                json.WriteStartObject("data");
                foreach ((string name, string hash) in run.Data.Sha256.OrderBy(file => file.Key, StringComparer.Ordinal))
                {
                    json.WriteString(name, hash);
                }

                json.WriteEndObject();
                json.WriteString("experiment", run.Experiment);
                json.WriteNumber("number", run.Number);
                json.WriteStartObject("settings");
                JsonElement settings = JsonSerializer.SerializeToElement(run.Settings, JsonFormat.Options);
                foreach (JsonProperty setting in settings.EnumerateObject().OrderBy(setting => setting.Name, StringComparer.Ordinal))
                {
                    if (setting.Name != "threads" || !KnownEngines.HasSameBitsEverywhere(run.Settings.Engine))
                    {
                        setting.WriteTo(json);
                    }
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.ToArray();
    }
}
