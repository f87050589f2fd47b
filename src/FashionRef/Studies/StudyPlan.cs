using System.Security.Cryptography;
using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Formats.Json;
using FashionRef.Studies.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>The runs of a study, in an order that is the same on every machine: all experiments of the first seed, then of the next.</summary>
public sealed class StudyPlan
{
    /// <summary>More runs than anybody makes; each needs some memory.</summary>
    public const int MostRuns = 100_000;

    private StudyPlan(
        Study study, IReadOnlyList<int> seeds, IReadOnlyList<PlannedRun> runs, IReadOnlyDictionary<string, StudyData> data, IReadOnlyDictionary<string, StudyModel> models)
    {
        Study = study;
        Data = data;
        Models = models;
        Seeds = seeds;
        Runs = runs;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Canonical(runs)));
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>The data sets in the folders that it names; Fashion-MNIST has no folder.</summary>
    public IReadOnlyDictionary<string, StudyData> Data { get; }

    /// <summary>The models in the Keras files that it names; the notebook's have no file.</summary>
    public IReadOnlyDictionary<string, StudyModel> Models { get; }

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
    /// <param name="modelAt">The model in a Keras file of the study; not called for the notebook's models.</param>
    /// <exception cref="FashionRefException">A data folder or a Keras file cannot be used (bad request); the message names the experiment with the file.</exception>
    public static StudyPlan Of(Study study, Func<string, StudyData> dataIn, Func<string, StudyModel>? modelAt = null)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(dataIn);
        IReadOnlyList<int> seeds = SeedList.Parse(study.Seeds)!;
        Dictionary<string, StudyData> data = [];
        Dictionary<string, StudyModel> models = [];
        PlannedRun[] first = [.. study.Experiments.Select(Planned)];
        PlannedRun[] runs =
        [
            .. from seed in seeds
               from run in first
               select run with { Settings = run.Settings with { Seed = seed } },
        ];
        return new StudyPlan(study, seeds, [.. runs.Select((run, number) => run with { Number = number })], data, models);

        PlannedRun Planned(StudyExperiment experiment, int place)
        {
            StudyData own = DataFolder(study, experiment) is { } folder ? Known(data, folder, dataIn) : StudyData.FashionMnist;
            try
            {
                StudyModel? model = ModelFile(study, experiment) is { } file ? Known(models, file, modelAt ?? throw new InvalidOperationException("There are no Keras files here.")) : null;
                RunSettings settings = Settings(study, experiment, seeds[0], model);
                model?.Require(settings, own);
                return settings.HeldOut is { } count && count >= own.TrainCount
                    ? throw new FashionRefException(
                        FaultKind.BadRequest, Invariant($"'settings.held_out' is {count}, and there are {own.TrainCount:N0} training images: hold out fewer."))
                    : new PlannedRun(0, experiment.Name, settings, own);
            }
            catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
            {
                throw new FashionRefException(fault.Kind, Invariant($"In experiments[{place}], '{experiment.Name}': {fault.Message}"), fault);
            }
        }

        static T Known<T>(Dictionary<string, T> known, string name, Func<string, T> find)
        {
            if (!known.TryGetValue(name, out T? found))
            {
                known.Add(name, found = find(name));
            }

            return found;
        }
    }

    /// <summary>The folder of a run's data set, as the study names it; null for Fashion-MNIST.</summary>
    /// <param name="run">The run.</param>
    public string? FolderOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return DataFolder(Study, ExperimentOf(run));
    }

    /// <summary>The model that a run trains where it is not one of the notebook's; null where it is.</summary>
    /// <param name="run">The run.</param>
    public StudyModel? ModelOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ModelFile(Study, ExperimentOf(run)) is { } file ? Models[file] : null;
    }

    /// <summary>The folder of an experiment's data set; null for Fashion-MNIST.</summary>
    internal static string? DataFolder(Study study, StudyExperiment experiment) => experiment.Settings?.Data ?? study.Base?.Data;

    /// <summary>The Keras file of an experiment; null for the notebook's models.</summary>
    internal static string? ModelFile(Study study, StudyExperiment experiment) => SettingsOf(study, experiment).File;

    /// <summary>What an experiment and the base say together.</summary>
    internal static StudySettings SettingsOf(Study study, StudyExperiment experiment) =>
        (experiment.Settings ?? new StudySettings()).Over(study.Base ?? new StudySettings());

    /// <summary>The settings of a run: the experiment's, else the base's, else the notebook's.</summary>
    /// <param name="study">The study.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="model">The model of the experiment's file; null where it has none, or is not read yet.</param>
    internal static RunSettings Settings(Study study, StudyExperiment experiment, int seed, StudyModel? model = null)
    {
        StudySettings all = SettingsOf(study, experiment);
        ModelSource? source = all.File is null ? null : new ModelSource(model?.Name ?? ModelSource.NameOf(all.File), model?.Sha256 ?? "", all.Pixels ?? ModelSource.Raw);
        return new RunSettings(
            source is null ? all.Model ?? 1 : 0,
            all.Engine ?? KnownEngines.Exact,
            seed,
            all.Epochs ?? Notebook.Epochs,
            all.BatchSize ?? Notebook.BatchSize,
            model?.LearningRate ?? all.LearningRate ?? Notebook.LearningRate,
            all.Threads ?? 1,
            all.Loss ?? CrossEntropy.OfLogits,
            all.Shuffle ?? Shuffle.Anew,
            all.Jitter,
            source,
            all.HeldOut);
    }

    private StudyExperiment ExperimentOf(PlannedRun run) => Study.Experiments[run.Number % Study.Experiments.Count];

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
                json.WritePropertyName("settings");
                WriteSorted(json, JsonSerializer.SerializeToElement(run.Settings, JsonFormat.Options), KnownEngines.HasSameBitsEverywhere(run.Settings.Engine) ? "threads" : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private static void WriteSorted(Utf8JsonWriter json, JsonElement value, string? leftOut = null)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (JsonProperty member in value.EnumerateObject().Where(member => member.Name != leftOut).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(member.Name);
            WriteSorted(json, member.Value);
        }

        json.WriteEndObject();
    }
}
