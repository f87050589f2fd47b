using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Files;
using FashionRef.Report.Page.Sections;

namespace FashionRef.Report.Page;

/// <summary>The page that shows runs beside the notebook: one file that needs nothing else, without scripts.</summary>
public static partial class ReportPage
{
    // It contains the pictures.
    private const int MostBytes = 1 << 28;

    // With more runs, curves and mistakes would push everything else far down.
    private const int MostOpen = 2;

    /// <summary>The page's path in the folder of all output.</summary>
    /// <param name="artifactsFolder">The folder of all output.</param>
    public static string PathIn(string artifactsFolder) => Path.Combine(artifactsFolder, "report", "index.html");

    /// <summary>
    /// The hash in a page of what it was made of (<see cref="ReportMaterial.Sha256"/>); null if there is no page or no hash in it.
    /// </summary>
    /// <param name="path">The page.</param>
    public static string? MadeOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            string page = Encoding.UTF8.GetString(InputFile.ReadAllBytes(path, "page", MostBytes, "Delete it."));
            return MadeOfMark().Match(page) is { Success: true } match ? match.Groups["hash"].Value : null;
        }
        catch (FashionRefException)
        {
            // An unreadable page is replaced.
            return null;
        }
    }

    /// <summary>The page as HTML, lines ended by LF. The same material gives the same text.</summary>
    /// <param name="material">What it shows.</param>
    /// <param name="cancellationToken">Checked between two runs.</param>
    /// <exception cref="ArgumentException">There are no runs, or not two to compare.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="FashionRefException">
    /// A file holds something else (bad request), or this machine cannot draw (machine cannot).
    /// </exception>
    public static string Render(ReportMaterial material, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        if (material.Runs.Count == 0)
        {
            throw new ArgumentException("There are no runs to show; at least one is needed.", nameof(material));
        }

        if (material.Comparison is { } compared && !compared.Runs.SequenceEqual(material.Runs))
        {
            throw new ArgumentException("The comparison must be of the page's runs, no fewer and no more.", nameof(material));
        }

        PageRun[] runs = PageRun.Of(material);
        RunComparison? comparison = material.Comparison;
        RunJudgement judgement = RunJudgement.Of(material);
        SeedFigures[] seeds = SeedFigures.Read(material.Runs, material.ExpectationsFolder);
        DrawnRun[] drawn = [.. runs.Select(run => DrawUnlessStopped(run))];
        PageGlance glance = Glance.Of(runs, judgement, comparison);
        PageSection[] sections =
        [
            .. comparison is not null ? [ComparedSection.Of(runs, comparison)] : Array.Empty<PageSection>(),
            ComparisonSection.Of(material, runs, seeds),
            CurvesSection.Of(drawn, isFolded: runs.Length > MostOpen),
            comparison is not null
                ? MistakesSection.Of(runs[0], runs[1], comparison, material.Data.Test)
                : MistakesSection.Of(runs, material.Data.Test, isFolded: runs.Length > MostOpen),
            QuestionsSection.Of(runs, seeds),
            GateSection.Of(judgement),
            .. drawn.Select(run => RunSection.Of(run, tellsMistakes: comparison is not null)),
            DataSection.Of(material.Data),
            PreprocessingSection.Of(),
            OriginSection.Of(runs),
        ];
        cancellationToken.ThrowIfCancellationRequested();
        return PageContent.Render(glance, sections, material.Sha256());

        DrawnRun DrawUnlessStopped(PageRun run)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return DrawnRun.Of(run, material);
        }
    }

    [GeneratedRegex("^<meta name=\"made-of\" content=\"(?<hash>[0-9a-f]{64})\">$", RegexOptions.Multiline)]
    private static partial Regex MadeOfMark();
}
