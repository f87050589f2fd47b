using System.Globalization;
using System.Text;
using FashionRef.Parity;

namespace FashionRef.Cli.Commands.Parity;

/// <summary>A parity report as a table.</summary>
internal static class ParityTable
{
    /// <summary>A heading and a line for each check, lines ended by LF.</summary>
    public static string Format(ParityReport report)
    {
        int width = report.Rows.Max(row => row.Check.Length);
        StringBuilder text = new();
        Line("check", "worst error", "tolerance", "verdict", "where");
        foreach (ParityRow row in report.Rows)
        {
            Line(row.Check, Number(row.Error), row.Tolerance is { } tolerance ? Number(tolerance) : "-", Word(row.Verdict), row.Where);
        }

        return text.ToString();

        void Line(string check, string error, string tolerance, string verdict, string where) => text
            .Append($"{check.PadRight(width)}  {error,11}  {tolerance,9}  {verdict,-10}  {where}".TrimEnd())
            .Append('\n');
    }

    // Whole numbers are counts.
    private static string Number(double value) => value.ToString(value == Math.Floor(value) ? "F0" : "0.0e+00", CultureInfo.InvariantCulture);

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Equal => "equal",
        Verdict.Different => "DIFFERENT",
        _ => "not judged",
    };
}
