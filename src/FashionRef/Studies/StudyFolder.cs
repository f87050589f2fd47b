using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Studies.Models;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Studies;

/// <summary>A study's folder: its plan, a folder for each run that is done, those that are not, and what failed. docs/studies.md shows it.</summary>
/// <param name="Root">The folder itself.</param>
public sealed record StudyFolder(string Root)
{
    /// <summary>The name of the folder of runs that are done.</summary>
    public const string RunsName = "runs";

    private static readonly JsonFileKind Kind = new(
        "study's plan",
        "plan of a study",
        "Name the folder of a study that was run: artifacts/studies/ with the study's name.",
        "The command 'study run' writes one.");

    // A run's files lie in its folder. Deeper there are none, and a link may lead back.
    private static readonly EnumerationOptions OfRuns = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = 0 };

    /// <summary>The plan, for readers that do not have the study's file.</summary>
    public string Plan => Path.Combine(Root, "study.json");

    /// <summary>The folders of the runs that are done.</summary>
    public string Runs => Path.Combine(Root, RunsName);

    /// <summary>The folders of runs that are not done, with their checkpoints.</summary>
    public string Unfinished => Path.Combine(Root, "unfinished");

    /// <summary>A file for each run that failed by itself.</summary>
    public string Failures => Path.Combine(Root, "failed");

    /// <summary>Copies of the Keras files that the runs train: another machine needs nothing but the folder.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>The plan and the files of all runs; no output may replace them.</summary>
    public IEnumerable<string> Files =>
    [
        Plan,
        .. from part in new[] { Models, Runs, Unfinished, Failures }
           where Directory.Exists(part)
           from file in Directory.EnumerateFiles(part, "*", OfRuns)
           select file,
    ];

    /// <summary>The folder of a study below that of all output.</summary>
    /// <param name="artifactsFolder">The folder of all output.</param>
    /// <param name="study">The study.</param>
    public static StudyFolder Of(string artifactsFolder, Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return new StudyFolder(Path.Combine(artifactsFolder, "studies", study.Name));
    }

    /// <summary>The folder of a run that is done. It appears there whole, by a rename.</summary>
    /// <param name="run">The run.</param>
    public string RunOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.Combine(Runs, run.Name);
    }

    /// <summary>The file that says why a run failed.</summary>
    /// <param name="run">The run.</param>
    public string FailureOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.Combine(Failures, $"{run.Name}.json");
    }

    /// <summary>
    /// Where a run is made until it is done. Other code goes on from none of its checkpoints, so the folder's name has some digits of the
    /// code's hash.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="code">The hash of the code that makes it.</param>
    internal RunFolder UnfinishedOf(PlannedRun run, string code) => new(Path.Combine(Unfinished, $"{run.Name}-{code[..8]}")) { IsOfFile = run.Settings.File is not null };

    /// <summary>The model of a Keras file, from the copy in the folder.</summary>
    /// <param name="model">One of the plan's.</param>
    /// <exception cref="FashionRefException">The copy is missing, or was changed (bad request).</exception>
    public CompiledFile ReadModel(StudyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string path = CopyOf(model);
        CompiledFile file = CompiledFile.ReadFresh(path);
        return file.Sha256 == model.Sha256
            ? file
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' is not the model that the study was planned with: its content has the SHA-256 {file.Sha256[..12]}…, and the plan says {model.Sha256[..12]}…. It was changed. Delete it, and 'study run' with the study's file copies the model again.");
    }

    /// <summary>Copies the Keras files of a plan from the folder of the same study elsewhere.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="from">The folder.</param>
    /// <exception cref="FashionRefException">A copy there is missing, or was changed (bad request), or one here cannot be written (machine cannot).</exception>
    public void CopyModels(StudyPlan plan, StudyFolder from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(from);
        foreach (StudyModel model in plan.Models.Values)
        {
            AtomicFile.WriteText(CopyOf(model), from.ReadModel(model).ToJson());
        }
    }

    /// <summary>Removes what is left of making a run that is done: of this process and of killed ones, whatever code they had.</summary>
    /// <param name="run">The run.</param>
    public void RemoveUnfinished(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            // Behind the name: a hyphen and digits of the code's hash, or a dot and a random name.
            foreach (string left in Directory.Exists(Unfinished) ? Directory.GetDirectories(Unfinished, $"{run.Name}?*") : [])
            {
                Directory.Delete(left, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process that makes the same run removes them, too.
        }
    }

    /// <summary>
    /// Removes the runs that other code has made, those that failed, and what was changed: where all runs must be this program's.
    /// </summary>
    /// <param name="plan">The folder's plan.</param>
    /// <param name="codeOf">The hash of this program's code for a run's engine.</param>
    public void RemoveOthers(StudyPlan plan, Func<RunSettings, string> codeOf)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(codeOf);
        foreach (StudyRunState state in StudyState.Of(plan, this).Runs.Where(state => !state.IsToMake && state.Record?.Code != codeOf(state.Run.Settings)))
        {
            if (Directory.Exists(RunOf(state.Run)))
            {
                Directory.Delete(RunOf(state.Run), recursive: true);
            }

            File.Delete(FailureOf(state.Run));
        }
    }

    /// <summary>Keeps a plan in the folder, which must have no other, and copies of the Keras files.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="FashionRefException">
    /// It has another study's or another plan, or its copy of a Keras file was changed (bad request), or it cannot be written (machine cannot).
    /// </exception>
    public void Keep(StudyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyDictionary<string, StudyModel>? models = plan.Models.Count > 0 ? plan.Models : null;
        string text = JsonSerializer.Serialize(new StoredPlan(StoredPlan.CurrentFormat, plan.Sha256, plan.Study, plan.Data, models), JsonFormat.Options) + "\n";
        StoredPlan? stored = File.Exists(Plan) ? ReadPlan() : null;
        if (stored is not null && stored.PlanSha256 != plan.Sha256)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{Root}' holds another study '{plan.Study.Name}': its plan is {stored.PlanSha256[..12]}, and this one's {plan.Sha256[..12]}. "
                + "Runs of two plans do not mix, not even with seeds added: give the changed study another name, or move that folder away.");
        }

        KeepModels(plan);
        if (stored is null || JsonSerializer.Serialize(stored, JsonFormat.Options) + "\n" != text)
        {
            AtomicFile.WriteText(Plan, text);
        }
    }

    private string CopyOf(StudyModel model) => Path.Combine(Models, model.CopyName);

    // Before the plan, so that whoever reads that finds them.
    private void KeepModels(StudyPlan plan)
    {
        foreach (StudyModel model in plan.Models.Values.DistinctBy(model => model.CopyName))
        {
            if (model.File is { } file && !File.Exists(CopyOf(model)))
            {
                AtomicFile.WriteText(CopyOf(model), file.ToJson());
            }

            ReadModel(model);
        }
    }

    /// <summary>Fails where the folder was deleted or moved while runs were made: else they would be made into another one.</summary>
    /// <exception cref="FashionRefException">It is gone (machine cannot).</exception>
    internal void RefuseIfGone()
    {
        if (!File.Exists(Plan))
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"'{Plan}' is gone: the study's folder was deleted or moved while its runs were made. Put it back, or call 'study run' again: it makes what is missing.");
        }
    }

    /// <summary>The plan that <see cref="Keep"/> left.</summary>
    /// <exception cref="FashionRefException">There is none, or it is damaged (bad request).</exception>
    public StudyPlan Read()
    {
        StoredPlan stored = ReadPlan();
        return PlanOf(stored);
    }

    private static StudyPlan PlanOf(StoredPlan stored) => StudyPlan.Of(stored.Study, folder => stored.Data[folder], file => stored.Models![file]);

    private StoredPlan ReadPlan() => JsonFile.Read<StoredPlan>(Plan, Kind, Fault);

    private static string? Fault(StoredPlan stored)
    {
        if (stored.Format != StoredPlan.CurrentFormat)
        {
            return $"'format' is '{stored.Format}', but must be '{StoredPlan.CurrentFormat}'";
        }

        if (StudyFile.Fault(stored.Study) is { } fault)
        {
            return $"in 'study', {fault}";
        }

        if (stored.Study.Experiments.Select(experiment => StudyPlan.DataFolder(stored.Study, experiment)).FirstOrDefault(folder => folder is not null && !stored.Data.ContainsKey(folder)) is { } unknown)
        {
            return $"'data' lacks '{unknown}'";
        }

        if (stored.Study.Experiments.Select(experiment => StudyPlan.ModelFile(stored.Study, experiment)).OfType<string>().FirstOrDefault(file => ModelFault(stored, file)) is { } model)
        {
            return $"'models' lacks '{model}', or says of it what cannot be";
        }

        string hash = PlanOf(stored).Sha256;
        return stored.PlanSha256 == hash ? null : $"'plan_sha256' is {stored.PlanSha256}, but its runs have {hash}: it was changed, or another version of the program wrote it";
    }

    // Its name becomes part of a path.
    private static bool ModelFault(StoredPlan stored, string file) =>
        stored.Models?.GetValueOrDefault(file) is not { } model
        || model.Name != ModelSource.NameOf(file)
        || model.Sha256.Length != 2 * SHA256.HashSizeInBytes
        || !model.Sha256.All(char.IsAsciiHexDigitLower);

    /// <summary>What the file holds.</summary>
    /// <param name="Format">Must be <see cref="CurrentFormat"/>.</param>
    /// <param name="PlanSha256">The plan's hash.</param>
    /// <param name="Study">The study.</param>
    /// <param name="Data">The data sets of its folders.</param>
    /// <param name="Models">The models of its Keras files; null where it has none.</param>
    private sealed record StoredPlan(
        string Format,
        string PlanSha256,
        Study Study,
        IReadOnlyDictionary<string, StudyData> Data,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, StudyModel>? Models = null)
    {
        public const string CurrentFormat = "fashionref-study-folder-1";
    }
}
