using FashionRef.Data;

namespace FashionRef.Report.Page;

/// <summary>What a page is made of.</summary>
/// <param name="Runs">At least one; in the order of the page.</param>
/// <param name="Data">What they learned from and were judged by.</param>
/// <param name="ExpectationsFolder">The folder of expectations, baselines and runs over seeds; what is not there is left out.</param>
public sealed record ReportMaterial(IReadOnlyList<ReportedRun> Runs, Dataset Data, string ExpectationsFolder);
