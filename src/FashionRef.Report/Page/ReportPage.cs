using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Files;
using FashionRef.Report.Page.Sections;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Page;

/// <summary>The page that shows runs beside the notebook: one file that needs nothing else, without scripts.</summary>
public static partial class ReportPage
{
    // Pictures are in it.
    private const int MostBytes = 1 << 28;

    /// <summary>Where a page stands below the folder of all output.</summary>
    /// <param name="artifactsFolder">The folder of all output.</param>
    public static string PathIn(string artifactsFolder) => Path.Combine(artifactsFolder, "report", "index.html");

    /// <summary>What a page says that it was made of (<see cref="ReportMaterial.Sha256"/>); null where there is no page, or one that does not say it.</summary>
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
            // Another one is written in its place.
            return null;
        }
    }

    /// <summary>The page as HTML, lines ended by LF. The same material gives the same text.</summary>
    /// <param name="material">What it shows.</param>
    /// <param name="cancellationToken">Ends it between two runs.</param>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    /// <exception cref="FashionRefException">
    /// A file is there and holds something else (bad request), or this machine cannot draw (machine cannot).
    /// </exception>
    public static string Render(ReportMaterial material, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        if (material.Runs.Count == 0)
        {
            throw new ArgumentException("There are no runs to show; at least one is needed.", nameof(material));
        }

        PageRun[] runs = PageRun.Of(material.Runs);
        RunJudgement judgement = RunJudgement.Of(material.Runs, material.ExpectationsFolder);
        SeedFigures[] seeds = SeedFigures.Read(material.Runs, material.ExpectationsFolder);
        string style = HtmlTemplate.Read("page.css");
        PageContent content = new(
            "Two small CNNs on Fashion-MNIST",
            "A Keras notebook rebuilt in C#: what these runs learned, beside what the notebook shows.",
            [
                GlanceSection.Of(runs, judgement),
                DataSection.Of(material.Data),
                PreprocessingSection.Of(),
                .. runs.Select(run => SectionOf(run)),
                QuestionsSection.Of(runs, seeds),
                ObservationsSection.Of(runs),
                ComparisonSection.Of(material, seeds),
                GateSection.Of(judgement),
                OriginSection.Of(material.Runs),
            ],
            $"Written by FashionRef {RunEnvironment.CurrentVersion}. Every figure is computed from the files of the runs.",
            $"default-src 'none'; img-src data:; style-src 'sha256-{Sha256(style)}'; base-uri 'none'; form-action 'none'",
            material.Sha256(),
            new Markup(style));
        cancellationToken.ThrowIfCancellationRequested();
        return HtmlTemplate.Render(HtmlTemplate.Read("page.html"), content);

        PageSection SectionOf(PageRun run)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return RunSection.Of(run, material);
        }
    }

    [GeneratedRegex("^<meta name=\"made-of\" content=\"(?<hash>[0-9a-f]{64})\">$", RegexOptions.Multiline)]
    private static partial Regex MadeOfMark();

    private static string Sha256(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
