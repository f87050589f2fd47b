using FashionRef.Studies.Report;

namespace FashionRef.Cli.Documents;

/// <summary>What a study found, as <c>study report --json</c> writes it.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Report">The report.</param>
internal sealed record StudyReportDocument(string Format, StudyReport Report)
{
    public const string CurrentFormat = "fashionref-study-report-1";
}
