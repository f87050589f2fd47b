using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies.Audit;

/// <summary>Where an audit makes its runs: a study's folder of its own, so that one that is stopped goes on.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Plan">The audited study's plan.</param>
/// <param name="Chosen">The runs that are made again.</param>
internal sealed record AuditFolder(StudyFolder Folder, StudyPlan Plan, IReadOnlyList<StudyRunState> Chosen)
{
    /// <summary>The folder of an audit. What is there of another version of the program, or does not fit, is removed.</summary>
    /// <param name="artifactsFolder">The folder of all output.</param>
    /// <param name="plan">The audited study's plan.</param>
    /// <param name="chosen">The runs that are made again.</param>
    /// <exception cref="FashionRefException">It cannot be written (machine cannot).</exception>
    public static AuditFolder Of(string artifactsFolder, StudyPlan plan, IReadOnlyList<StudyRunState> chosen)
    {
        StudyFolder folder = new(Path.Combine(artifactsFolder, "audits", $"{plan.Study.Name}-{plan.Sha256[..12]}"));
        folder.Keep(plan);
        folder.RemoveOthers(plan, InstalledEngines.CodeOf);
        return new AuditFolder(folder, plan, chosen);
    }

    /// <summary>How far the chosen runs are, in their order.</summary>
    public IReadOnlyList<StudyRunState> States()
    {
        StudyState state = StudyState.Of(Plan, Folder);
        return [.. Chosen.Select(run => state.Runs[run.Run.Number])];
    }

    /// <summary>Removes the folder: what it held is told.</summary>
    public void Delete() => Directory.Delete(Folder.Root, recursive: true);
}
