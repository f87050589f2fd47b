using System.Text.RegularExpressions;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>Reads a study's file: JSON, with comments.</summary>
public static partial class StudyFile
{
    private const string LegalName = "1 to 40 lower-case letters, digits, hyphens and dots, with a letter or a digit at both ends and no two dots together";

    private static readonly JsonFileKind Kind = new(
        "study",
        "study",
        "Name a file such as those in 'studies'.",
        "docs/studies.md tells the format.")
    {
        HasComments = true,
    };

    /// <summary>Reads a study and checks that it can be run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Study Read(string path) => JsonFile.Read<Study>(path, Kind, Fault);

    /// <summary>Why a study cannot be run, to continue a sentence about its file; or null.</summary>
    internal static string? Fault(Study study) => study switch
    {
        { Format: not Study.CurrentFormat } => $"'format' is '{study.Format}', but must be '{Study.CurrentFormat}'",
        _ when !Name().IsMatch(study.Name) => $"'name' is '{study.Name}', but must be {LegalName}",
        _ when string.IsNullOrWhiteSpace(study.Question) => "'question' is empty, but must say in a sentence what the study asks",
        { Experiments: [] } => "'experiments' is empty, but must hold at least one",
        _ => ExperimentFault(study) ?? SeedFault(study) ?? SettingsFault(study) ?? ComparisonFault(study) ?? StudyPower.Fault(study),
    };

    private static string? ExperimentFault(Study study)
    {
        foreach ((int i, StudyExperiment experiment) in study.Experiments.Index())
        {
            if (!Name().IsMatch(experiment.Name))
            {
                return Invariant($"'experiments[{i}].name' is '{experiment.Name}', but must be {LegalName}");
            }

            if (study.Experiments.Take(i).Any(other => other.Name == experiment.Name))
            {
                return $"'experiments' has '{experiment.Name}' twice";
            }
        }

        return null;
    }

    private static string? SeedFault(Study study)
    {
        if (SeedList.Parse(study.Seeds) is not { } seeds)
        {
            return $"'seeds' is '{study.Seeds}', but must be {SeedList.Legal}";
        }

        long runs = (long)seeds.Count * study.Experiments.Count;
        return runs > StudyPlan.MostRuns
            ? Invariant($"it has {runs:N0} runs ({study.Experiments.Count:N0} experiments with {seeds.Count:N0} seeds), but must have at most {StudyPlan.MostRuns:N0}")
            : null;
    }

    private static string? SettingsFault(Study study)
    {
        foreach ((int i, StudyExperiment experiment) in study.Experiments.Index())
        {
            RunSettings settings = StudyPlan.Settings(study, experiment, seed: 0);
            if ((ModelFileFault(StudyPlan.SettingsOf(study, experiment)) ?? FieldFault.InOneSentence(RecordedSettings.Faults(settings)) ?? RunFault(settings)) is { } fault)
            {
                return Invariant($"in experiments[{i}], '{experiment.Name}', {fault}");
            }

            if (StudyPlan.DataFolder(study, experiment) is { } data && InputFile.PathFault(data) is not null)
            {
                return Invariant($"in experiments[{i}], '{experiment.Name}', 'settings.data' is '{data}', but must be a folder's path");
            }
        }

        return null;
    }

    private static string? ModelFileFault(StudySettings settings)
    {
        if (settings.Pixels is not (null or ModelSource.Raw or ModelSource.Unit))
        {
            return $"'settings.pixels' is '{settings.Pixels}', but must be {ModelSource.Raw} or {ModelSource.Unit}";
        }

        if (settings.File is not { } file)
        {
            return settings.Pixels is null ? null : "'settings.pixels' is for a Keras file: the notebook's models scale pixels themselves. Leave it out, or name a 'file'";
        }

        if (InputFile.PathFault(file) is not null)
        {
            return $"'settings.file' is '{file}', but must be a file's path";
        }

        (string Name, bool IsThere)[] others =
            [("model", settings.Model is not null), ("learning_rate", settings.LearningRate is not null), ("loss", settings.Loss is not null)];
        return others.FirstOrDefault(other => other.IsThere).Name is { } name
            ? $"'settings' have the 'file' '{file}' and '{name}', which is for the notebook's models: a Keras file says itself how it is trained. Leave '{name}' out, in 'base' as well"
            : null;
    }

    private static string? RunFault(RunSettings settings)
    {
        if (!settings.IsOwn)
        {
            return $"'settings.engine' is '{settings.Engine}', but must be {string.Join(" or ", KnownEngines.Names)}";
        }

        if (settings.Threads > KnownEngines.MostThreads)
        {
            return Invariant($"'settings.threads' is {settings.Threads}, but must be from 1 to {KnownEngines.MostThreads}");
        }

        if (settings.File is not null)
        {
            return null;
        }

        int kernelValues = InitialWeights.KernelValueCount(NotebookModels.Get(settings.Model).Build());
        return settings.Jitter is null or >= 0 && (settings.Jitter ?? 0) < kernelValues
            ? null
            : Invariant($"'settings.jitter' is {settings.Jitter}, but must be from 0 to {kernelValues - 1}, the last kernel value of {settings.ModelTitle}");
    }

    private static string? ComparisonFault(Study study)
    {
        HashSet<(string, string)> seen = [];
        foreach ((int i, StudyComparison comparison) in (study.Comparisons ?? []).Index())
        {
            foreach ((string field, string name) in new[] { ("experiment", comparison.Experiment), ("with", comparison.With) })
            {
                if (study.Experiments.All(experiment => experiment.Name != name))
                {
                    return Invariant($"'comparisons[{i}].{field}' is '{name}', but must be an experiment's name: {string.Join(", ", study.Experiments.Select(experiment => $"'{experiment.Name}'"))}");
                }
            }

            if (comparison.Experiment == comparison.With)
            {
                return Invariant($"'comparisons[{i}]' compares '{comparison.With}' with itself");
            }

            if (IsSame(study, comparison))
            {
                return Invariant($"'comparisons[{i}]' compares '{comparison.Experiment}' with '{comparison.With}', but their settings are the same");
            }

            if (HeldOutFault(study, comparison) is { } fault)
            {
                return Invariant($"'comparisons[{i}]' {fault}");
            }

            if (!seen.Add((comparison.Experiment, comparison.With)) || seen.Contains((comparison.With, comparison.Experiment)))
            {
                return Invariant($"'comparisons' has '{comparison.Experiment}' and '{comparison.With}' twice");
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A(?!.*\.\.)(?=.{1,40}\z)[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z")]
    private static partial Regex Name();

    // Their runs of a seed would be one and the same.
    private static bool IsSame(Study study, StudyComparison comparison)
    {
        StudyExperiment[] both = [.. Both(study, comparison)];
        return StudyPlan.Settings(study, both[0], seed: 0).HasSameBitsAs(StudyPlan.Settings(study, both[1], seed: 0))
            && StudyPlan.DataFolder(study, both[0]) == StudyPlan.DataFolder(study, both[1])
            && StudyPlan.ModelFile(study, both[0]) == StudyPlan.ModelFile(study, both[1]);
    }

    // What other images judge says nothing of the models.
    private static string? HeldOutFault(Study study, StudyComparison comparison)
    {
        string[] judges = [.. Both(study, comparison).Select(experiment => StudyPlan.Settings(study, experiment, seed: 0).HeldOutImages ?? "the test set")];
        return judges[0] == judges[1]
            ? null
            : $"compares '{comparison.Experiment}' with '{comparison.With}', but one is judged by {judges[0]} and the other by {judges[1]}: give both the same 'held_out'";
    }

    private static IEnumerable<StudyExperiment> Both(Study study, StudyComparison comparison) =>
        new[] { comparison.Experiment, comparison.With }.Select(name => study.Experiments.First(experiment => experiment.Name == name));
}
